"""The person behind Balise."""
