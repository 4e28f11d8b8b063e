"""What agents of the support do."""
