"""From what a page says to one HTML file."""

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from backstride.team.report.page import page_of
from backstride.team.result import MatchResult

if TYPE_CHECKING:
    from jinja2 import Environment

    from backstride.team.gap import Gap

_FOLDER = "templates"


def render_match(result: MatchResult, *, title: str | None = None, gap: "Gap | None" = None) -> str:
    """Return the report on a match as a whole HTML page.

    Parameters
    ----------
    result : MatchResult
    title : str, optional
        Name shown above the page; the file's name without.
    gap : Gap, optional
        A player's gap between match and training, shown in a part of its own.

    Returns
    -------
    str
        HTML with style and pictures inside; it has no script, fetches nothing, and a content
        security policy keeps it so.
    """
    style = _text("match.css")
    page = page_of(result, title=title, gap=gap)
    template = _environment().get_template("match.html")
    return template.render(page, style=style, style_hash=_hash(style))


@cache
def _text(name: str) -> str:
    """Return a file of the templates' folder."""
    return (resources.files(__package__) / _FOLDER / name).read_text(encoding="utf-8").strip()


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - slow import

    return Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _hash(content: str) -> str:
    """Return what a content security policy calls a source's hash."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
