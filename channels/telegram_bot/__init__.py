"""The Telegram door: private chats, text and buttons, through the same use cases as the web."""
