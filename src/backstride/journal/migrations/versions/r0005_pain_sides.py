"""Which side hurt, beside where: left, right or both, of places that there are two of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the sides; of what was said before they are not known."""
    op.add_column("session_logs", sa.Column("pain_sides", sa.JSON(), nullable=True))
