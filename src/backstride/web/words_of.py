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


_SENTENCE_ENDS = re.compile(r"(?<=\.) ")
_LONGEST_KEY = 48


def key_of(text: str) -> str:
    """Return what names a sentence of training in the words: its letters, shortened."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:_LONGEST_KEY].rstrip("_")


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

    def title(self, text: str) -> str:
        """Return the title of a session or kind; as it stands where a person wrote it."""
        return text if self._as_written else self.section("session_title").get(key_of(text), text)

    def cue(self, text: str) -> str:
        """Return what a step says beside its words, each part for itself."""
        if self._as_written:
            return text
        parts = text.split("; ")
        return "; ".join(self.section("session_cue").get(key_of(one), one) for one in parts)

    def note(self, text: str) -> str:
        """Return what a session says before it, sentence by sentence."""
        if self._as_written:
            return text
        parts = _SENTENCE_ENDS.split(text)
        return " ".join(self.section("session_note").get(key_of(one), one) for one in parts)

    def stop(self, text: str) -> str:
        """Return one reason to stop a session."""
        return text if self._as_written else self.section("session_stop").get(key_of(text), text)

    def purpose(self, kind: str, text: str) -> str:
        """Return what a kind of session is for."""
        found = self.section("session_purpose").get(key_of(kind), text)
        return text if self._as_written else found

    @property
    def _as_written(self) -> bool:
        """Whether what training wrote is in this language already."""
        return self.language == LANGUAGES[0]

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
