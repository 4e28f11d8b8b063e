"""The dépublication of a box."""
