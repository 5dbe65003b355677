"""What the pages say, from the catalogue of one language."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "de")
"""Languages with a catalogue, the first being the one to fall back to."""

NAMES = {"en": "English", "de": "Deutsch"}
"""Each language in its own words."""


class Words:
    """The sentences of one language.

    Attributes
    ----------
    language : str
        One of ``LANGUAGES``.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._table: Mapping[str, Mapping[str, str]] = catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence under ``section.name`` with its blanks filled in."""
        section, _, name = key.partition(".")
        return self._table[section][name].format(**values)

    def section(self, name: str) -> Mapping[str, str]:
        """Return all sentences of a section, with their blanks as they are."""
        return self._table[name]

    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """Return the whole catalogue."""
        return self._table


def catalogue(language: str) -> dict[str, dict[str, str]]:
    """Return the sentences of a language by section, from all its files; no two share a section."""
    table: dict[str, dict[str, str]] = {}
    folder = files(__package__).joinpath("words", language)
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            sections = tomllib.loads(file.read_text("utf-8"))
            if twice := sections.keys() & table.keys():
                raise ValueError(f"{language}/{file.name} repeats sections: {sorted(twice)}")
            table.update(sections)
    return table


@cache
def words_in(language: str) -> Words:
    """Return the catalogue of a language."""
    return Words(language if language in LANGUAGES else LANGUAGES[0])


def preferred_language(accepted: str) -> str:
    """Return the language that a browser's ``Accept-Language`` likes best of those there are."""
    found: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, weight = part.strip().partition(";q=")
        code = tag.split("-")[0].lower()
        number = float(weight) if re.fullmatch(r"[01](\.\d{1,3})?", weight) else 1.0
        if code in LANGUAGES and number > 0:
            found.append((-number, code))
    return min(found, key=lambda one: one[0])[1] if found else LANGUAGES[0]
