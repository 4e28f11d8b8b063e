"""Who a conversation belongs to: signing in and out."""
