"""The written grammar is true: every sentence it makes is read."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from backstride.training.session_text import check_session_text
from backstride.training.session_words import MOVEMENTS, UNITS

_PAGE = (Path(__file__).parents[2] / "docs" / "session-language.md").read_text(encoding="utf-8")
_MARK = re.compile(r"""\(\*.*?\*\)|"[^"]*"|'[^']*'|[A-Za-z]+|[=;,|(){}\[\]]""")


def _rules() -> dict[str, list[str]]:
    """Return the marks of each rule of the grammar on the page."""
    found = re.search(r"^```ebnf\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)
    assert found
    marks = [mark for mark in _MARK.findall(found[1]) if not mark.startswith("(*")]
    rules: dict[str, list[str]] = {}
    while marks:
        end = marks.index(";")
        rules[marks[0]], marks = marks[2:end], marks[end + 1 :]
    return rules


def _unit_words(unit: str, factors: set[float] | None = None) -> list[str]:
    return [w for w, (u, f) in UNITS.items() if u == unit and (factors is None or f in factors)]


_RULES = _rules()
_WORDS = {
    "NUMBER": ["5", "5.0"],
    "WHOLE": ["5"],
    "SIXTY": ["05"],
    "movement": list(MOVEMENTS),
    "seconds": _unit_words("s", {1.0}),
    "minutes": _unit_words("s", {60.0}),
    "hours": _unit_words("s", {3600.0}),
    "distance": _unit_words("m"),
    "repetitions": _unit_words("times"),
    "cue": ["\"a cue, 3x # 'so'\""],
}
"""What the page explains in words."""


class _Maker:
    """Makes every sentence of a rule; what may repeat stands not at all."""

    def __init__(self, marks: list[str]) -> None:
        self.marks = [*marks, ""]
        self.at = 0

    def _take(self) -> str:
        self.at += 1
        return self.marks[self.at - 1]

    def choices(self) -> list[str]:
        made = self._row()
        while self.marks[self.at] == "|":
            self.at += 1
            made += self._row()
        return made

    def _row(self) -> list[str]:
        parts = [self._part()]
        while self.marks[self.at] == ",":
            self.at += 1
            parts.append(self._part())
        return [" ".join(part for part in row if part) for row in product(*parts)]

    def _part(self) -> list[str]:
        mark = self._take()
        if mark[0] in "\"'":
            return [mark[1:-1]]
        if mark not in "([{":
            return sentences(mark)
        inner = self.choices()
        self._take()
        return {"(": inner, "[": ["", *inner], "{": [""]}[mark]


def sentences(rule: str) -> list[str]:
    """Return every sentence that a rule of the grammar makes."""
    return _WORDS[rule] if rule in _WORDS else _Maker(_RULES[rule]).choices()


def _steps() -> Iterator[str]:
    """Yield a step for each sentence of each part."""
    for rule in ("effort", "place", "slope", "load", "cue"):
        for part in sentences(rule):
            yield f"{part} 2min walk"
            yield f"2min walk {part}"
    for part in sentences("amount"):
        yield f"{part} jump forward"
    for part in sentences("movement"):
        yield f"2min {part}"
    for part in sentences("direction"):
        yield f"2min walk {part}"


def test_every_part_of_the_grammar_is_read() -> None:
    """Each alternative of each rule is understood, with spaces and with as few as can be."""
    made = set(_steps())
    assert len(made) > 300
    for step in made:
        tight = re.sub(r"(?<=[0-9%/:]) (?=[^0-9])|(?<=[a-z]) (?=[%/:])", "", step)
        assert [] == check_session_text(f"Title\n{step}\n{tight}"), step


@pytest.mark.parametrize("rule", ["seconds", "minutes", "hours"])
def test_units_of_time_stand_after_each_other(rule: str) -> None:
    """``1h 5min 5s`` is one amount, in any spelling."""
    for word in sentences(rule):
        amount = {
            "seconds": f"5h 5min 5{word}",
            "minutes": f"5h5{word}5s",
            "hours": f"1 {word} 5 s",
        }
        assert [] == check_session_text(f"Title\n{amount[rule]} walk")


def test_every_rule_is_defined() -> None:
    """The grammar names nothing that it, or the page, does not explain."""
    explained = {*_RULES, *_WORDS, "EOL", "INDENT", "DEDENT", "DIGIT", "LINE", "to"}
    for name, marks in _RULES.items():
        if name not in ("cue", "SIXTY", "LINE"):
            assert {mark for mark in marks if mark[0].isalpha()} <= explained
