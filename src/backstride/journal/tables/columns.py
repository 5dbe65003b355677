"""Kinds of column that mean the same in SQLite and PostgreSQL, and what all tables share."""

import json
import zlib
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import DateTime, LargeBinary, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

ID = String(32)
"""A random id; it says nothing about whose it is or how many there are."""

HASH = String(64)
"""A SHA-256 in hexadecimal."""


def new_id() -> str:
    """Return an id that was never given before: 128 random bits."""
    return token_hex(16)


class Table(DeclarativeBase):
    """What every table is made from; constraints have names, so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


# ruff: noqa: ARG002 - what SQLAlchemy hands over is not always needed


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC; one without a zone is refused, since nobody could say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, without its zone where the database keeps none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Packed(TypeDecorator[Any]):
    """Plain values as JSON, packed: the steps of an hour take a tenth of the room.

    JSON types of databases reorder keys, and refuse texts that JSON allows; bytes do neither.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Return the packed bytes."""
        return None if value is None else pack(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """Return the plain values."""
        return None if value is None else unpack(value)


def pack(value: Any) -> bytes:
    """Return plain values as packed JSON."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpack(data: bytes) -> Any:
    """Return what ``pack`` packed."""
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
