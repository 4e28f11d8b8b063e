"""A person's own boxes."""
