"""The auto-reply of a box."""
