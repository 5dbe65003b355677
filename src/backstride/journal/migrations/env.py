"""What Alembic runs: the steps, on the connection and in the transaction it is handed."""

from alembic import context

from backstride.journal.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
