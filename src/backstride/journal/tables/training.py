"""Tables of screening, programmes and what was done."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backstride.journal.tables.columns import ID, Moment, Packed, Table, new_id


class ScreeningRow(Table):
    """A person's answers and what came of them; a new answer is a new row."""

    __tablename__ = "screenings"
    __table_args__ = (UniqueConstraint("person_id", "number"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(20))
    athlete: Mapped[Any] = mapped_column(Packed)
    answers: Mapped[Any] = mapped_column(Packed)
    result: Mapped[Any] = mapped_column(Packed)
    code_version: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class ProgrammeRow(Table):
    """A programme; what it holds is in its versions."""

    __tablename__ = "programmes"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(String(64))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class VersionRow(Table):
    """A programme as it was from some moment on, and what made it so. Never changed."""

    __tablename__ = "programme_versions"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programmes.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(String(64))
    day: Mapped[date]
    outcome: Mapped[str | None] = mapped_column(String(20))
    back_to: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    content: Mapped[Any] = mapped_column(Packed)
    overlay: Mapped[Any] = mapped_column(Packed)
    decisions: Mapped[Any] = mapped_column(Packed)
    changes: Mapped[Any] = mapped_column(Packed)
    code_version: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class PlannedRow(Table):
    """One session of a programme's newest version, for calendars and lists."""

    __tablename__ = "planned_sessions"
    __table_args__ = (Index("ix_planned_sessions_person_id", "person_id", "day"),)

    programme_id: Mapped[str] = mapped_column(
        ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True
    )
    uid: Mapped[str] = mapped_column(String(200), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    day: Mapped[date]
    planned_day: Mapped[date]
    template_id: Mapped[str] = mapped_column(String(100))
    stage: Mapped[str] = mapped_column(String(40))
    rung: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    minutes: Mapped[float]
    backward_s: Mapped[float | None]
    backward_m: Mapped[float | None]
    skipped: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)


class LogRow(Table):
    """What was reported of one session; a correction is a new row with the next version."""

    __tablename__ = "session_logs"
    __table_args__ = (
        UniqueConstraint("entry_id", "version"),
        Index("ix_session_logs_person_id", "person_id", "is_latest", "day"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    entry_id: Mapped[str] = mapped_column(ID)
    version: Mapped[int]
    is_latest: Mapped[bool]
    removed: Mapped[bool]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    programme_id: Mapped[str | None] = mapped_column(
        ForeignKey("programmes.id", ondelete="SET NULL"), index=True
    )
    uid: Mapped[str] = mapped_column(String(200))
    day: Mapped[date]
    logged_at: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[float | None]
    done_share: Mapped[float]
    rpe: Mapped[float | None]
    pain_during: Mapped[dict[str, float]] = mapped_column(JSON)
    pain_after: Mapped[dict[str, float]] = mapped_column(JSON)
    pain_next_morning: Mapped[dict[str, float] | None] = mapped_column(JSON(none_as_null=True))
    pain_sides: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    worst_pain: Mapped[float]
    confidence: Mapped[float | None]
    backward_s: Mapped[float | None]
    backward_m: Mapped[float | None]
    note: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
