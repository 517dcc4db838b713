"""Exploring the flows: a form of filters and two dimensions becomes a query, a pivot, a picture and files."""
