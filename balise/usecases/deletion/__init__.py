"""The deletion of a box."""
