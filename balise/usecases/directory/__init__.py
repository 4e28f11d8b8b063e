"""What the directory knows."""
