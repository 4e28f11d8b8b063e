"""What is kept of people: shown, exported, erased, forgotten in time."""
