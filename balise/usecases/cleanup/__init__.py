"""The cleanup of a full box."""
