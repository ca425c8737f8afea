"""Alembic runs this file; the connection is handed in by storage/migrate.py."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,  # on SQLite too, since we begin transactions ourselves: all of it or nothing
    transaction_per_migration=False,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
with context.begin_transaction():
    context.run_migrations()
