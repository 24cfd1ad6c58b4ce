"""From text to files: formatted, merged with what was edited by hand, swapped in as a whole."""
