"""What a page about a country shows."""
