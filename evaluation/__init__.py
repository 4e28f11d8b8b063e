"""
How well Balise understands, measured the same way every time. README.md tells how.

It stays out of `bot/`, where every file decides which model is trained.
"""
