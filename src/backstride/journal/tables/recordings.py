"""Tables of recordings, their files and what was measured in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backstride.journal.tables.columns import HASH, ID, Moment, Packed, Table, new_id


class RecordingRow(Table):
    """One recording of a person: a main file, and others that belong to it."""

    __tablename__ = "recordings"
    __table_args__ = (UniqueConstraint("person_id", "fingerprint"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(HASH)
    fingerprint: Mapped[str] = mapped_column(HASH)
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(String(64))
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(20))
    entry_id: Mapped[str | None] = mapped_column(ID, index=True)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class FileRow(Table):
    """One file of a recording; the bytes lie in the folder of originals under their hash."""

    __tablename__ = "recording_files"

    recording_id: Mapped[str] = mapped_column(
        ForeignKey("recordings.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(HASH, index=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)


class MeasurementRow(Table):
    """One measuring of a recording: its result, or why it was refused. Never changed."""

    __tablename__ = "measurements"
    __table_args__ = (
        UniqueConstraint("recording_id", "number"),
        Index("ix_measurements_person_id", "person_id", "is_shown", "started_at"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    recording_id: Mapped[str] = mapped_column(ForeignKey("recordings.id", ondelete="CASCADE"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    number: Mapped[int]
    is_shown: Mapped[bool]
    measured_at: Mapped[datetime] = mapped_column(Moment)
    code_version: Mapped[str] = mapped_column(String(40))
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    contract: Mapped[Any] = mapped_column(Packed, nullable=True)
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_text: Mapped[str | None] = mapped_column(Text)
    format: Mapped[str | None] = mapped_column(Text)
    facing: Mapped[str | None] = mapped_column(String(20))
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    duration_s: Mapped[float | None]
    moving_s: Mapped[float | None]
    distance_m: Mapped[float | None]
    backward_s: Mapped[float | None]
    backward_m: Mapped[float | None]
    backward_mean_mps: Mapped[float | None]
    backward_peak_mps: Mapped[float | None]
    backward_steps: Mapped[float | None]
    knee_impulse_bw_s: Mapped[float | None]
    knee_impulse_low_bw_s: Mapped[float | None]
    knee_impulse_high_bw_s: Mapped[float | None]


class OutcomeRow(Table):
    """A test that a person did to see what training changed."""

    __tablename__ = "outcome_tests"
    __table_args__ = (Index("ix_outcome_tests_person_id", "person_id", "test", "day"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    day: Mapped[date]
    test: Mapped[str] = mapped_column(String(100))
    value: Mapped[float]
    unit: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    recording_id: Mapped[str | None] = mapped_column(
        ForeignKey("recordings.id", ondelete="SET NULL")
    )
    made_at: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class AnnotationRow(Table):
    """A remark on a day, a recording, a session or a change of plan."""

    __tablename__ = "annotations"
    __table_args__ = (Index("ix_annotations_person_id", "person_id", "day"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    day: Mapped[date]
    about: Mapped[str] = mapped_column(String(20))
    about_id: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
