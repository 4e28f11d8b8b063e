"""What the papers are made of."""
