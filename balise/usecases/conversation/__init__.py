"""A conversation: opened, written to, answered, read."""
