"""What training says of a plan that goes towards a match, in the reader's language.

Training writes in English; each sentence is found again by its pattern, as in ``reasons_told``. A
test holds that the English words give the sentence of training.
"""

import re

from backstride.web.words_of import Words

_WITHIN = r"Within (?P<weeks>\d+) weeks?, if all goes as planned,"
_COMPILED = {
    name: re.compile(pattern)
    for name, pattern in {
        "goes": r"The programme goes towards what (?P<count>.+?) asked of (?P<player>.+), "
        r"within every rule\.",
        "lower": r"Where the player faced was estimated, not measured: the programme goes towards "
        r"the lower bounds, and not towards bouts or turns, which are not known\.",
        "held": r"These are what matches held, not what training has to reach: no study says how "
        r"much of a match's backward running belongs in training \(L6e\)\. How a programme grows "
        r"stays with its rules\.",
        "estimated": r"Facing was estimated, so bouts and turns are not known, and the dose has a "
        r"wide interval; whether the estimate holds in this sport is untested\.",
        "one_says_little": r"One match says little of the next: give several matches to plan "
        r"from\.",
        "some_say_little": r"(?P<n>\d+) matches say little of the next: give several matches to "
        r"plan from\.",
        "within": rf"{_WITHIN} a week holds what a match asks for in (?P<items>.+)\.",
        "not_within": rf"{_WITHIN} a match is not reached in (?P<items>.+)\.",
        "later": r"Going on within the same rules would reach (?P<items>.+)\.",
        "never": r"Even a year would not reach (?P<items>.+): the rules, the days and the kinds of "
        r"session that suit leave no more\.",
    }.items()
}
_ITEMS = {
    "in_week": re.compile(r"(?P<name>[a-z ]+) \(week (?P<n>\d+)\)"),
    "at_most": re.compile(r"(?P<name>[a-z ]+) \((?P<n>\d+) % at most\)"),
    "by_week": re.compile(r"(?P<name>[a-z ]+) in week (?P<n>\d+)"),
}


def match_note(text: str, say: Words) -> str | None:
    """Return a sentence on a match in the reader's language, None for what is not known as one."""
    for name, pattern in _COMPILED.items():
        if found := pattern.fullmatch(text):
            blanks: dict[str, str | int] = dict(found.groupdict())
            if "items" in blanks:
                items = [_item(one, say) for one in found["items"].split(", ")]
                blanks["items"] = ", ".join(items)
            if "count" in blanks:
                blanks["count"] = _count(found["count"], say)
            if "weeks" in blanks:
                blanks["weeks"] = _weeks(int(found["weeks"]), say)
            return say(f"match_note.{name}", **blanks)
    return None


def _item(text: str, say: Words) -> str:
    for name, pattern in _ITEMS.items():
        if found := pattern.fullmatch(text):
            word = say(f"match_named.{found['name'].replace(' ', '_')}")
            return say(f"match_item.{name}", name=word, n=found["n"])
    return text


def _count(text: str, say: Words) -> str:
    number = text.removesuffix(" matches")
    return say("match_item.matches", n=number) if number.isdecimal() else say("match_item.match")


def _weeks(weeks: int, say: Words) -> str:
    return say("match_item.week") if weeks == 1 else say("match_item.weeks", n=weeks)
