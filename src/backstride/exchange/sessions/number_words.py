"""Numbers in words, for places where a figure would be read as something else."""

import re

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")


def without_figures(text: str) -> str:
    """Return a text with its numbers in words, such as "two point five" for "2.5"."""
    words = _NUMBER.sub(_spelled, re.sub(r" *%", " percent", text))
    return re.sub(" {2,}", " ", words).strip()


def _spelled(found: re.Match[str]) -> str:
    whole, decimals = found.groups()
    words = _whole(whole)
    if decimals:
        words += " point " + " ".join(_SMALL[int(digit)] for digit in decimals)
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return f"{' ' if before.isalpha() else ''}{words}{' ' if after.isalpha() else ''}"


def _whole(digits: str) -> str:
    number = int(digits) if len(digits) < 3 else 100
    if number >= 100 or (len(digits) > 1 and digits.startswith("0")):
        return " ".join(_SMALL[int(digit)] for digit in digits)
    if number < 20:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]
