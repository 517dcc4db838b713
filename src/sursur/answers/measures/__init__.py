"""One module per measure, each with a `MEASURE`; the first sentence of a module is what its measure answers."""
