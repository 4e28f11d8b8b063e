"""The doors for people: the web, Telegram, and later the agents' desk."""
