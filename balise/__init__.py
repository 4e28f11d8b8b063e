"""Balise, the product: knows neither Rasa nor a web framework."""
