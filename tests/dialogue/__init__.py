"""Conversations through the real gateway, Rasa, action server and worker."""
