"""The door for Rasa: translators only. rasa_sdk lives here and nowhere else."""
