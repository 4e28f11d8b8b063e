"""Reading French as people type it: what needs more than folding."""
