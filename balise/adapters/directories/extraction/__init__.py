"""The national extraction of MSSanté boxes: imported into PostgreSQL every day, searched there."""
