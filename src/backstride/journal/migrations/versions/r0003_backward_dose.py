"""Backward steps and the knee's share of them, for lists and charts."""

import json
import zlib
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NEW = ("backward_steps", "knee_impulse_bw_s", "knee_impulse_low_bw_s", "knee_impulse_high_bw_s")


def upgrade() -> None:
    """Take four figures of each measurement out of its contract."""
    for name in _NEW:
        op.add_column("measurements", sa.Column(name, sa.Double(), nullable=True))
    bind = op.get_bind()
    rows = sa.table(
        "measurements",
        sa.column("id", sa.String),
        sa.column("contract", sa.LargeBinary),
        *(sa.column(name, sa.Double) for name in _NEW),
    )
    ids = bind.scalars(sa.select(rows.c.id).where(rows.c.contract.is_not(None))).all()
    for id_ in ids:  # one at a time: a measurement is some megabytes unpacked
        packed = bind.scalar(sa.select(rows.c.contract).where(rows.c.id == id_))
        contract = json.loads(zlib.decompress(packed or b"").decode("utf-8", "surrogatepass"))
        bind.execute(sa.update(rows).where(rows.c.id == id_).values(**_figures(contract)))


def _figures(contract: dict[str, Any]) -> dict[str, float | None]:
    totals, load = contract["by_direction"], contract["load"] or {"by_direction": {}}
    impulse = load["by_direction"].get("backward", {}).get("total_patellofemoral_impulse_bw_s", {})
    backward = totals.get("backward", {})
    none = 0.0 if not backward and (not totals or set(totals) != {"unknown"}) else None
    return {
        "backward_steps": (backward["steps"] or None) if backward else none,
        "knee_impulse_bw_s": impulse.get("value", none),
        "knee_impulse_low_bw_s": impulse.get("low", none),
        "knee_impulse_high_bw_s": impulse.get("high", none),
    }
