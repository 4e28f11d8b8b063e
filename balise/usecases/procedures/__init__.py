"""What becomes of a request once agreed to: sent, followed, proven, told."""
