"""What a page about two countries shows."""
