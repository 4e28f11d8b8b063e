"""Rasa components of Balise: what turns a practitioner's message into an intent. Runs inside Rasa's environment."""
