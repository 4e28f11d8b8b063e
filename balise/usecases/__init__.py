"""The verbs: one file, one callable each, ports as fields."""
