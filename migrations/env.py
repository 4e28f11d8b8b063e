"""Alembic's entry point: the connection is given by `balise.adapters.store.migrate`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
