"""The sentence of each reason, found again from what training wrote, so that it can be translated.

``training.reasons`` and ``training.weeks`` write in English. Each of their sentences has a place in
the words under ``reason_told``; a test holds that the English one is the sentence of training.
"""

import re

_HERE = "(?P<title>.+) is here because"
_LEVEL = r"Level (?P<n>\d+) of (?P<of>\d+):"
_FREE = r"The day has (?P<minutes>[\d.e+]+) min free and enough rest around it\."

_PATTERNS = {
    "goal_unserved": r"No kind of session that suits you is made for the goal (?P<goal>[a-z ]+)\.",
    "kind_wished": rf"{_HERE} it was wished for\.",
    "kind_injury": rf"{_HERE} it is meant for the injury\.",
    "kind_goal": rf"{_HERE} it serves the goal (?P<goal>[a-z ]+)\.",
    "kind_sport": rf"{_HERE} it belongs to (?P<sport>[a-z ]+)\.",
    "kind_anyone": rf"{_HERE} it is for anyone at this stage\.",
    "level_up": rf"{_LEVEL} one step up, in (?P<axis>[a-z]+) only, since enough went well\.",
    "level_reached": rf"{_LEVEL} the level reached\.",
    "level_lower": rf"{_LEVEL} lower than the level reached, to go easier\.",
    "level_fits": rf"{_LEVEL} what fits the day and the week's allowance\.",
    "day_free": _FREE,
    "day_eve": rf"{_FREE} It is shortly before a match, so nothing hard\.",
    "week_fewer": r"There are fewer days than sessions, after matches, rest and free time\.",
    "week_nothing": r"Nothing fits on (?P<weekday>[A-Z][a-z]+) within all rules\.",
}
_COMPILED = {key: re.compile(pattern) for key, pattern in _PATTERNS.items()}

SECTIONS = {"goal": "goal", "sport": "sport", "axis": "axis", "weekday": "weekday"}
"""Blanks whose words are themselves in the catalogue, with their section."""


def reason_blanks(text: str) -> tuple[str, dict[str, str]] | None:
    """Return the name of a sentence and what fills it in, None for a sentence that is not known."""
    for key, pattern in _COMPILED.items():
        if found := pattern.fullmatch(text):
            return key, found.groupdict()
    return None
