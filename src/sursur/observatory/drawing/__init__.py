"""From the marks of a page to a drawing that stands by itself: its style, its words, its layout."""
