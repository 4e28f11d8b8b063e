"""The command line's families, one module each."""
