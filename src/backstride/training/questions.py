"""What screening asks, and the checking of answers."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from backstride.errors import SettingsError
from backstride.training.athlete_words import CONDITIONS
from backstride.training.field_checks import check_number, check_word, check_yes_or_no, shown
from backstride.training.injury import SIDES

_DATA = Path(__file__).with_name("data")

AnswerKind = Literal["yes_no", "number", "choice"]

Answer: TypeAlias = bool | float | str
Answers: TypeAlias = Mapping[str, Answer]
"""Answers by the id of their question; what is not there was not answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the screening.

    Attributes
    ----------
    id : str
        A condition's name for the questions everyone is asked; ``"cleared.<rule>"`` asks for a
        clinician's clearance; ``"<id>:<side>"`` asks about the injury on one side.
    text : str
        As it is put to the person.
    kind : AnswerKind
    unit : str
        Of a number; empty for a plain one.
    low, high : float
        Plausible range of a number.
    options : tuple of str
        Of a choice.
    each_side : bool
        Whether it is asked about an injury, and so once for each side that has one.
    """

    id: str
    text: str
    kind: AnswerKind = "yes_no"
    unit: str = ""
    low: float = 0
    high: float = 100
    options: tuple[str, ...] = ()
    each_side: bool = False

    def check(self, answer: object) -> None:
        """Raise SettingsError, naming the question, unless ``answer`` fits it."""
        if self.kind == "yes_no":
            check_yes_or_no(self.id, answer)
        elif self.kind == "number":
            check_number(self.id, answer, self.low, self.high, self.unit)
        else:
            check_word(self.id, answer, self.options)

    def as_json(self) -> dict[str, Any]:
        """Return the question as plain values."""
        return asdict(self)


@cache
def all_questions() -> Mapping[str, Question]:
    """Return every question that is written down, by id, in the order they are asked."""
    with (_DATA / "screening_questions.toml").open("rb") as file:
        tables = tomllib.load(file)["question"]
    made = [Question(**table | {"options": tuple(table.get("options", ()))}) for table in tables]
    return MappingProxyType({one.id: one for one in made})


def questionnaire() -> tuple[Question, ...]:
    """Return what everyone is asked before a plan: one question for each condition."""
    return tuple(all_questions()[condition] for condition in CONDITIONS)


def clearance_question(rule_id: str, about: str) -> Question:
    """Return the question that lifts a rule which waits for a clinician."""
    return Question(
        id=f"cleared.{rule_id}",
        text=f"{about} What has a clinician who knows this agreed to?",
        kind="choice",
        options=("no", "walking", "running"),
    )


def question_for(question_id: str) -> Question | None:
    """Return the question with an id, also when it is asked about one side, or None."""
    plain, colon, side = question_id.partition(":")
    found = all_questions().get(plain)
    if found is None or found.each_side != bool(colon):
        return None
    if found.each_side:
        return sided_question(found, side) if side in SIDES else None
    return found


def sided_question(question: Question, side: str) -> Question:
    """Return a question as it is asked about the injury on one side."""
    return replace(question, id=f"{question.id}:{side}", text=f"({side}) {question.text}")


def check_answers(answers: Mapping[str, object], more: Mapping[str, Question]) -> None:
    """Raise SettingsError unless each answer belongs to a known question and fits it.

    ``more`` holds questions beside those that are written down, by id.
    """
    if not isinstance(answers, Mapping):
        raise SettingsError(f"answers are {shown(answers)}, but must be a table.")
    for question_id, answer in answers.items():
        question = more.get(question_id) or question_for(str(question_id))
        if question is None:
            raise SettingsError(
                f"{shown(question_id)} is answered, but no such question exists: take it out."
            )
        question.check(answer)
