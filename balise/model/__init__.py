"""The nouns of the field and their rules: plain data and pure functions."""
