"""The page that works without JavaScript: forms, reloads, and the session that a cookie opens."""

CONVERSATION = "/chat"
"""Where its forms and its files are."""
