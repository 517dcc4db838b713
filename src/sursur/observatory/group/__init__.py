"""What a page about a group of countries shows."""
