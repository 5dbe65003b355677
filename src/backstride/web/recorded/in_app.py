"""What readers say to whoever sits at a command line, as it is done in the app."""

import re

_IN_APP = (
    (
        r"[Ss]ay it with --placement(?:, for example \w+)?",
        "say it under “Measure again” on its page",
    ),
    (r"for example --placement [\w:+-]+", "for example on the left foot"),
    (r"with --height", "in your settings"),
    (r"describe it with --mapping", "send a mapping file (TOML) together with it"),
    (r"; try: backstride session check [^<]*", "; it says what to do and not what was done"),
    (r"in “backstride measure FILE --json”", "in “Figures (JSON)”"),
)
"""Words of the command line, and what stands for them in the app."""


_CODES = (
    "empty",
    "damaged",
    "unknown_format",
    "nothing_to_measure",
    "missing_extra",
    "too_large",
    "settings",
    "fault",
)


def refused_as(code: str | None) -> str:
    """Return under which name a refusal stands among the words: by its stable code."""
    return code if code in _CODES else "unreadable"


def in_app(text: str) -> str:
    """Return a sentence of a reader for somebody who has no command line before them."""
    for pattern, words in _IN_APP:
        text = re.sub(pattern, words, text)
    return re.sub(r"(^|[.;:] )(say it under)", _capital, text)


def _capital(found: re.Match[str]) -> str:
    """Return a beginning of a sentence with a capital where it is one."""
    words = found[2].capitalize() if found[1] in ("", ". ") else found[2]
    return f"{found[1]}{words}"


def reason(text: str, name: str) -> str:
    """Return why a file was refused, without its name, which stands above already."""
    return in_app(text).removeprefix(f"{name}: ").strip()
