"""What a page about a reported activity shows."""
