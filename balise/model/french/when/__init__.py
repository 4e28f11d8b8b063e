"""Reading what is said of time, from the folded line to its spans. The door is `balise.model.french.dates`."""
