"""Other people and structures, and their boxes."""
