"""What whoever runs Balise does."""
