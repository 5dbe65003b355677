"""Tables of who saw and changed what."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backstride.journal.tables.columns import ID, Moment, Table


class AuditRow(Table):
    """That somebody saw or changed something; names no health data. The database only adds rows.

    ``actor_id`` and ``person_id`` refer to people by id alone, so that a row outlives them.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_person_id", "person_id", "at"),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[str | None] = mapped_column(ID)
    person_id: Mapped[str | None] = mapped_column(ID)
    did: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(60))
    via: Mapped[str] = mapped_column(String(20))


class ErasingRow(Table):
    """Whose trail may be removed now; filled and emptied inside one transaction."""

    __tablename__ = "erasing"

    person_id: Mapped[str] = mapped_column(ID, primary_key=True)
