"""PostgreSQL: conversations, procedures, letters, tickets; and the bell that tells readers."""
