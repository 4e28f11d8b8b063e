"""What Balise knows by heart, read from `data/`: the sheets' guides and the operators."""
