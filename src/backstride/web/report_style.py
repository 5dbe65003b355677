"""The style of the reports, held to one part of a page of the app."""

import re
from functools import cache
from importlib.resources import files

PART = ".report"
"""The class of the element that holds a report."""

_RULE = re.compile(r"(?P<head>[^{}]*)(?P<brace>[{}])")
_OF_THE_PAGE = ("html", "body", ".skip", "footer")
"""What the app's own frame has."""


@cache
def report_assets() -> dict[str, bytes]:
    """Return the style and the script of the reports as files of the app."""
    folder = files("backstride.exchange").joinpath("report", "templates")
    style = folder.joinpath("report.css").read_text("utf-8")
    match = files("backstride.team").joinpath("report", "templates", "match.css")
    return {
        "match-report.css": scoped(match.read_text("utf-8")).encode(),
        "report.css": scoped(style).encode(),
        "report-player.js": folder.joinpath("player.js").read_bytes(),
    }


def scoped(style: str) -> str:
    """Return a style sheet whose rules hold within ``PART`` alone.

    Rules of the whole page are left out, those of its root become rules of the part.
    """
    out: list[str] = []
    within: list[str] = []  # what each open brace belongs to
    for found in _RULE.finditer(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)):
        head = found["head"].strip()
        if found["brace"] == "{":
            kind = "at" if head.startswith("@") else "rule"
            kept = head if kind == "at" else ", ".join(_held(one) for one in _parts(head) if one)
            within.append(kind if kept else "dropped")
            out.append(f"{kept} {{" if kept else "")
            continue
        closed = within.pop()
        out.append("" if closed == "dropped" else f"{head if closed == 'rule' else ''}}}\n")
    return "".join(out)


def _parts(selectors: str) -> list[str]:
    """Return the selectors of a list, without those of the page itself."""
    found = [one.strip() for one in re.split(r",(?![^(]*\))", selectors)]
    return [one for one in found if not one.startswith(_OF_THE_PAGE)]


def _held(selector: str) -> str:
    """Return a selector held to the part."""
    if selector == ":root":
        return PART
    if selector.startswith(".live "):  # on the root, while the player's script runs
        return f".live {PART} {selector.removeprefix('.live ')}"
    if selector.startswith("main > "):
        return f"{PART} > {selector.removeprefix('main > ')}"
    return f"{PART} {selector}"
