"""What a track says, from the catalogue of one language."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from backstride.errors import SettingsError
from backstride.training.session import Effort, Session, Step

Section = Mapping[str, str]

LANGUAGES = ("en",)

_LONGEST_TEXT = 200
"""Most characters of a person's own line that are spoken: about a quarter of a minute."""

_SECONDS_UP_TO_S = 120
_UNSPEAKABLE = re.compile(r"[^\w\s.,;:!?'’%&+()/°-]|_")


class Phrases:
    """The sentences of one language.

    Attributes
    ----------
    language : str
        Two letters; there is a file ``phrases_<language>.toml``.

    Raises
    ------
    SettingsError
        For a language without a catalogue.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise SettingsError(f'a track cannot speak "{language}" yet: choose one of {known}.')
        self.language = language
        text = files(__package__).joinpath(f"phrases_{language}.toml").read_text("utf-8")
        self._table = tomllib.loads(text)

    def say(self, section: str, key: str, **values: object) -> str:
        """Return a phrase with its blanks filled in."""
        return str(self._table[section][key]).format(**values)

    def title(self, session: Session) -> tuple[str, ...]:
        """Return the sentences that open a track: the title and the note."""
        return tuple(s for s in map(spoken, (session.title, session.note)) if s)

    def time(self, seconds: float) -> str:
        """Return a length of time: ``"90 seconds"``, ``"2 minutes 30 seconds"``."""
        seconds = round(seconds, 1) if seconds < _SECONDS_UP_TO_S else round(seconds)
        if seconds < _SECONDS_UP_TO_S and seconds != 60:
            return self._counted("second", seconds)
        whole = round(seconds)
        parts = (("hour", whole // 3600), ("minute", whole // 60 % 60), ("second", whole % 60))
        return " ".join(self._counted(name, n) for name, n in parts if n)

    def move(self, step: Step) -> str:
        """Return what to do and where to: ``"Backward"``, ``"Walk"``."""
        return self.say_move(step.direction or "none", step.movement)

    def say_move(self, direction: str, movement: str) -> str:
        """Return the words for a movement in a direction."""
        return str(self._table["move"][direction][movement])

    def amount(self, step: Step) -> str:
        """Return how much of a step: ``"30 seconds"``, ``"40 metres"``, ``"10 times"``."""
        if step.unit == "s":
            return self.time(step.amount)
        if step.unit == "m":
            return self._counted("metre", round(step.amount, 1))
        if step.unit == "open":
            return self.say("amount", "open")
        once = step.amount == 1
        return self.say("amount", "once" if once else "times", n=figure(step.amount))

    def effort(self, effort: Effort) -> str:
        """Return how hard: ``"easy"``, ``"60 to 85 percent of maximal heart rate"``."""
        if effort.kind == "named":
            return self.say("effort", effort.word)
        low, high = figure(effort.low), figure(effort.high)
        both = low if low == high else self.say("effort", "range", low=low, high=high)
        return self.say("effort", effort.kind, range=both)

    def announcement(self, step: Step) -> str:
        """Return what, how much and how hard in one sentence."""
        what, amount = self.move(step), self.amount(step)
        if step.effort is None:
            return self.say("step", "announced", what=what, amount=amount)
        effort = self.effort(step.effort)
        return self.say("step", "announced_with_effort", what=what, amount=amount, effort=effort)

    def details(self, step: Step) -> str:
        """Return slope, load and surface of a step in one sentence; empty without any."""
        parts: list[str] = []
        if step.incline_percent:
            slope = "uphill" if step.incline_percent > 0 else "downhill"
            parts.append(self.say("detail", slope, n=figure(abs(step.incline_percent))))
        if step.load is not None:
            parts.append(self.say("detail", step.load.kind))
            for unit in ("kg", "body_mass_percent"):
                mass = getattr(step.load, unit)
                if mass is not None:
                    parts.append(self.say("detail", unit, n=figure(mass)))
        if step.surface is not None:
            parts.append(self.say("surface", step.surface))
        sentence = ", ".join(parts)
        return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""

    def _counted(self, noun: str, n: float) -> str:
        return self.say("amount", noun if n == 1 else f"{noun}s", n=figure(n))


@cache
def phrases(language: str = "en") -> Phrases:
    """Return the catalogue of a language."""
    return Phrases(language)


def figure(value: float) -> str:
    """Return a number without needless digits: ``"30"``, ``"2.5"``."""
    return f"{round(value, 1):g}" if abs(value) < 1e5 else f"{value:.0f}"


def spoken(text: str) -> str:
    """Return a person's own line as a voice can say it: one sentence of letters and figures.

    Markup, symbols and control characters are left out, and what is too long is cut at a word.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = " ".join(_UNSPEAKABLE.sub(" ", plain).split())
    if len(plain) > _LONGEST_TEXT:
        plain = plain[:_LONGEST_TEXT].rsplit(" ", 1)[0].rstrip(" ,;:-")
    if not any(character.isalnum() for character in plain):
        return ""
    plain = plain[0].upper() + plain[1:]
    return plain if plain[-1] in ".!?" else f"{plain.rstrip(',;:-')}."
