"""Outcome tests and remarks; distance and backward speed of a measurement in lists."""

import json
import zlib

import sqlalchemy as sa
from alembic import op

from backstride.journal.migrations.columns import day, moment, number, table, text, word

revision = "0002"
down_revision = "0001"

_OWNER = ("person_id", "people.id", "CASCADE")
_BY = ("by_id", "people.id", "SET NULL")
_NEW = ("distance_m", "backward_mean_mps", "backward_peak_mps")


def upgrade() -> None:
    """Make two tables, and take three figures of each measurement out of its contract."""
    table(
        "outcome_tests",
        *(word("id"), word("person_id"), day("day"), word("test", 100), number("value")),
        *(word("unit", 20), text("note"), word("recording_id", empty=True), moment("made_at")),
        *(word("zone", 64), word("by_id", empty=True)),
        refers=(_OWNER, ("recording_id", "recordings.id", "SET NULL"), _BY),
        indexes=(("person_id", "test", "day"),),
    )
    table(
        "annotations",
        *(word("id"), word("person_id"), day("day"), word("about", 20), word("about_id", 200)),
        *(text("text"), moment("made_at"), word("zone", 64), word("by_id", empty=True)),
        refers=(_OWNER, _BY),
        indexes=(("person_id", "day"),),
    )
    for name in _NEW:
        op.add_column("measurements", sa.Column(name, sa.Double(), nullable=True))
    _fill()


def _fill() -> None:
    """Fill the new columns, some rows at a time; a measurement is some megabytes unpacked."""
    bind = op.get_bind()
    rows = sa.table(
        "measurements",
        sa.column("id", sa.String),
        sa.column("contract", sa.LargeBinary),
        *(sa.column(name, sa.Double) for name in _NEW),
    )
    ids = bind.scalars(sa.select(rows.c.id).where(rows.c.contract.is_not(None))).all()
    for id_ in ids:
        packed = bind.scalar(sa.select(rows.c.contract).where(rows.c.id == id_))
        totals = json.loads(zlib.decompress(packed or b"").decode("utf-8", "surrogatepass"))[
            "by_direction"
        ]
        bind.execute(sa.update(rows).where(rows.c.id == id_).values(**_figures(totals)))


def _figures(totals: dict[str, dict[str, float | None]]) -> dict[str, float | None]:
    distances = [total["distance_m"] for total in totals.values()]
    backward = totals.get("backward", {})
    known = [one for one in distances if one is not None]
    return {
        "distance_m": sum(known, 0.0) if len(known) == len(distances) else None,
        "backward_mean_mps": backward.get("mean_speed_mps"),
        "backward_peak_mps": backward.get("peak_speed_mps"),
    }
