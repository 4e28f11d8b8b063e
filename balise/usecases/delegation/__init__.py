"""The delegation of a box."""
