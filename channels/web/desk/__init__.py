"""The door of the support desk: agents sign in, and what the coming desk reads. Nothing of it is for practitioners."""
