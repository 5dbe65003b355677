"""Why a figure of the load cannot be told, in the reader's language.

``training.load`` writes in English. Each of its sentences that a page shows has a place in the
words under ``load_reason``; a test holds that the English one is the sentence of training.
"""

import re

from backstride.web.words_of import Words

_PATTERNS = {
    "day_missing": r"1 day of this week was not recorded: rate every session to know the week\.",
    "days_missing": r"(?P<n>\d+) days of this week were not recorded: rate every session to know "
    r"the week\.",
    "week_short": r"Only (?P<n>\d+) of the 7 days of this week are on record: wait for the whole "
    r"week\.",
    "no_load": r"There was no load in this week, so nothing to compare between days\.",
    "all_equal": r"All days of this week were equal: monotony would be infinite\.",
    "too_alike": r"The days of this week differ little more than ratings of one same session do\.",
    "no_load_lately": r"There was no load in the last weeks to compare with\.",
    "too_few": r"(?P<span>\d+) days are needed, and (?P<n>\d+) are on record: keep logging\.",
    "too_many_gaps": r"Too many of the last (?P<span>\d+) days were not recorded: rate every "
    r"session\.",
}
_COMPILED = {key: re.compile(pattern) for key, pattern in _PATTERNS.items()}


def reason_words(text: str, say: Words) -> str:
    """Return why a figure cannot be told; as training wrote it where no words are known."""
    for key, pattern in _COMPILED.items():
        if found := pattern.fullmatch(text):
            return say(f"load_reason.{key}", **found.groupdict())
    return text
