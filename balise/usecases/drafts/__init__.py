"""What every form shares: a draft that is opened, filled, confirmed, taken up again."""
