"""The rules of the screening, read from data."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from backstride.errors import SettingsError
from backstride.training.acl_criteria import AclCriteria
from backstride.training.athlete_words import CONDITIONS
from backstride.training.injury import INJURY_KINDS
from backstride.training.injury_gate import InjuryGate
from backstride.training.limits import Limits
from backstride.training.questions import all_questions
from backstride.training.rules import Rule

_DEFAULT = Path(__file__).with_name("data") / "screening.toml"

UNANSWERED = "unanswered"
"""In ``asks``: every question of the questionnaire that has no answer."""

FACTS: Mapping[str, str] = {
    "age_years": "age on the day",
    "body_mass_index": "mass over height squared, in kg/m²",
    "running_weeks": "weeks of regular forward running",
    "backward_experience": "none, some or regular",
    "unanswered_conditions": "how many questions of the questionnaire have no answer",
    "injury.kind": "kind of the injury",
    "injury.stage": "acute, subacute, late or returned",
    "injury.clearance": "none, walking, running or sport",
    "injury.operated": "whether it was operated on",
    "pain.site": "where it hurts",
    "pain.level": "how much, 0 to 10",
}
"""What rules may ask about, besides ``condition.<name>`` and ``answer.<question>``."""

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All rules of a screening: those on facts, one gate per kind of injury, and the ACL gate."""

    rules: tuple[Rule, ...]
    gates: tuple[InjuryGate, ...]
    acl: AclCriteria

    def __post_init__(self) -> None:
        ids = [one.id for one in self.rules]
        if len(set(ids)) < len(ids):
            raise ValueError("a rule's id is used twice")
        if sorted(one.kind for one in self.gates) != sorted(INJURY_KINDS):
            raise ValueError("each kind of injury needs one gate")
        for rule in self.rules:
            _check_names(rule)

    def gate(self, kind: str) -> InjuryGate:
        """Return the gate for a kind of injury."""
        return next(one for one in self.gates if one.kind == kind)


@cache
def default_rulebook() -> Rulebook:
    """Return the rules that ship with Backstride."""
    return load_rulebook(_DEFAULT)


def load_rulebook(path: Path) -> Rulebook:
    """Return the rules in a TOML file of the form of ``data/screening.toml``.

    Raises
    ------
    SettingsError
        One sentence with the path, when the file cannot be read or a rule makes no sense.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Rulebook(
            rules=_records(Rule, table["rule"]),
            gates=_records(InjuryGate, table["injury"]),
            acl=AclCriteria(**_converted(table["acl_gate"])),
        )
    except KeyError as error:
        raise SettingsError(f"{path}: the part {error} is missing.") from None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise SettingsError(f"{path}: these are no screening rules: {error}.") from None


def _records(kind: type[RecordT], tables: Iterable[Mapping[str, Any]]) -> tuple[RecordT, ...]:
    return tuple(kind(**_converted(table)) for table in tables)


def _converted(table: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in table.items()
    }
    if "limits" in made:
        made["limits"] = Limits(**made["limits"])
    return made


def _check_names(rule: Rule) -> None:
    conditions = {f"condition.{one}" for one in CONDITIONS}
    answers = {f"answer.{one}" for one in all_questions() if one not in CONDITIONS}
    for one in rule.comparisons:
        if one.fact not in {*FACTS, *conditions, *answers}:
            raise ValueError(f"rule {rule.id} asks about {one.fact}, which is no fact")
    for question_id in rule.asks:
        if question_id != UNANSWERED and question_id not in all_questions():
            raise ValueError(f"rule {rule.id} asks {question_id}, which is no question")
