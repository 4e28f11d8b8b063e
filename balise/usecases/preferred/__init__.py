"""The preferred box of a place."""
