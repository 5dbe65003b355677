"""Whose journal it is stands there, and no longer follows from whose account is the oldest.

Else it would fall to somebody else when the owner leaves.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Mark the first of the accounts that are open."""
    op.add_column(
        "accounts", sa.Column("owner", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    accounts = sa.table(
        "accounts",
        sa.column("person_id", sa.String),
        sa.column("created_at", sa.DateTime),
        sa.column("closed_at", sa.DateTime),
        sa.column("owner", sa.Boolean),
    )
    first = (
        sa.select(accounts.c.person_id)
        .where(accounts.c.closed_at.is_(None))
        .order_by(accounts.c.created_at, accounts.c.person_id)
        .limit(1)
    )
    bind = op.get_bind()
    if (owner := bind.scalar(first)) is not None:
        bind.execute(
            sa.update(accounts).where(accounts.c.person_id == owner).values(owner=sa.true())
        )
