"""What operators can be asked to do, and by which door: one folder a door."""
