"""One module per subject; each builds a frozen page from a view, and a template of the same name shows it."""
