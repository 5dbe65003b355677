"""From the TOML files to typed records.

Each file is read once, when something in it is first asked for: a finding costs the parsing of
its own section and no more.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from backstride.evidence.articles import Claim, Question
from backstride.evidence.expected import Expectation, ExpectedValue, ValidationCase
from backstride.evidence.records import Finding, Section, Source, Value

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_DATA = Path(__file__).with_name("data")

PREFIXES: Mapping[Section, tuple[str, ...]] = MappingProxyType(
    {
        "energetics": ("E", "EN"),
        "spatiotemporal": ("T", "REC"),
        "kinematics": ("K",),
        "kinetics": ("J", "P"),
        "muscles": ("MU",),
        "training": ("R",),
        "match": ("M",),
        "warm_up": ("F",),
        "detection": ("X",),
        "load_rules": ("L",),
        "outcomes": ("O",),
        "own": ("G", "A"),
        "limits": ("LIM",),
    }
)
"""Which letters the findings of a section begin with."""

_SECTION_OF = {prefix: section for section, prefixes in PREFIXES.items() for prefix in prefixes}
_FINDING_ID = re.compile(r"([A-Z]+)\d+[a-z]*")

RecordT = TypeVar("RecordT", bound="DataclassInstance")


def section_of(finding_id: str) -> Section | None:
    """Return the section a finding id belongs to by its letters, or None when it is no such id."""
    match = _FINDING_ID.fullmatch(finding_id)
    return _SECTION_OF.get(match[1]) if match else None


@cache
def section_findings(section: Section) -> Mapping[str, Finding]:
    """Return the findings of a section by id, in the order of its files.

    These are ``findings_<section>.toml`` and any ``findings_<section>_<topic>.toml`` beside it.
    """
    first = f"findings_{section}.toml"
    more = sorted(path.name for path in _DATA.glob(f"findings_{section}_*.toml"))
    found = []
    for where in (first, *more):
        for table in _tables(where, "finding"):
            values = tuple(record(Value, value, where) for value in table.pop("values", ()))
            one = record(Finding, table | {"values": values, "section": section}, where)
            if section_of(one.id) != section:
                raise ValueError(f"{where}: the id {one.id!r} does not belong to {section}")
            found.append(one)
    return _by_id(((one.id, one) for one in found), first)


@cache
def all_sources() -> Mapping[str, Source]:
    """Return the sources by id."""
    return _load(Source, "source", "sources.toml")


@cache
def all_claims() -> Mapping[str, Claim]:
    """Return the claims of both articles by id, in their order."""
    return _load(Claim, "claim", "claims.toml")


@cache
def all_questions() -> Mapping[str, Question]:
    """Return the ten questions by id."""
    return _load(Question, "question", "questions.toml")


@cache
def all_expectations() -> Mapping[str, Expectation]:
    """Return the expectations by quantity."""
    return _load(Expectation, "expectation", "expectations.toml", key="quantity")


@cache
def all_validations() -> Mapping[str, ValidationCase]:
    """Return the validation cases by id."""
    where = "validation.toml"
    found = []
    for table in _tables(where, "validation"):
        expected = tuple(record(ExpectedValue, pair, where) for pair in table.pop("expected", ()))
        found.append(record(ValidationCase, table | {"expected": expected}, where))
    return _by_id(((case.id, case) for case in found), where)


def record(kind: type[RecordT], table: Mapping[str, Any], where: str) -> RecordT:
    """Return a record made from a TOML table; lists become tuples.

    Raises
    ------
    ValueError
        If a key is unknown or missing; the message names the file and the entry.
    """
    known = {field.name for field in fields(kind)}
    needed = {
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }
    entry = table.get("id") or table.get("quantity") or table.get("name") or "an entry"
    if unknown := table.keys() - known:
        raise ValueError(f"{where}: {entry} has the unknown key {min(unknown)!r}")
    if missing := needed - table.keys():
        raise ValueError(f"{where}: {entry} lacks {min(missing)!r}")
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in table.items()})


def _load(kind: type[RecordT], name: str, where: str, *, key: str = "id") -> Mapping[str, RecordT]:
    found = (record(kind, table, where) for table in _tables(where, name))
    return _by_id(((str(getattr(one, key)), one) for one in found), where)


def _tables(where: str, name: str) -> list[dict[str, Any]]:
    with (_DATA / where).open("rb") as file:
        tables: list[dict[str, Any]] = tomllib.load(file)[name]
    return tables


def _by_id(pairs: Iterable[tuple[str, RecordT]], where: str) -> Mapping[str, RecordT]:
    found: dict[str, RecordT] = {}
    for key, one in pairs:
        if key in found:
            raise ValueError(f"{where}: {key!r} is there twice")
        found[key] = one
    return MappingProxyType(found)
