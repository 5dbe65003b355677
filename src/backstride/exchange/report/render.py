"""From what a page says to one HTML file."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from backstride.exchange.report.comparison.page import comparison_page_of
from backstride.exchange.report.over_time.stretch import Stretch
from backstride.exchange.report.page import page_of
from backstride.exchange.words import DIRECTION_ORDER, direction_label
from backstride.measure.compare import Comparison
from backstride.measure.measurement import Measurement

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = "templates"


def render_report(
    measurement: Measurement,
    *,
    title: str | None = None,
    truth: Mapping[str, Any] | None = None,
) -> str:
    """Return the report on one recording as a whole HTML page.

    Parameters
    ----------
    measurement : Measurement
        What was measured.
    title : str, optional
        Name shown above the page; the file's name without.
    truth : mapping, optional
        What is known of a simulated runner (``backstride.truth/1``), set beside what was
        measured.

    Returns
    -------
    str
        HTML with style, script, pictures and data inside; nothing is fetched, and a content
        security policy keeps it so. All but the figure player works without scripts.
    """
    return render_page("report.html", page_of(measurement, title=title, truth=truth))


def render_comparison(comparison: Comparison) -> str:
    """Return a backward and a forward recording side by side as a whole HTML page.

    Parameters
    ----------
    comparison : Comparison
        From ``backstride.measure.compare``.

    Returns
    -------
    str
        HTML as self-contained as that of ``render_report``; it has no script at all.
    """
    return render_page("comparison.html", comparison_page_of(comparison))


def report_inside(measurement: Measurement, *, title: str | None = None) -> dict[str, Any]:
    """Return the report on one recording to stand within a page of somebody else's.

    Returns
    -------
    dict
        ``headline``; ``html``, everything below it, without style or script; ``player``, what the
        figure player plays, or None.
    """
    return _inside("report.html", page_of(measurement, title=title, truth=None))


def stretch_inside(stretch: Stretch) -> str:
    """Return the pictures and tables of a stretch, to stand beside the report it is of."""
    return (
        _environment()
        .get_template("stretch.html")
        .render(stretch=stretch, directions=DIRECTION_ORDER, label=direction_label)
    )


def comparison_inside(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison to stand within a page of somebody else's; as ``report_inside``."""
    return _inside("comparison.html", comparison_page_of(comparison))


def _inside(template: str, page: Mapping[str, Any]) -> dict[str, Any]:
    html = _environment().get_template(template).render(page, layout="inside.html")
    return {"headline": page["headline"], "html": html, "player": page.get("player")}


def render_page(template: str, page: Mapping[str, Any]) -> str:
    """Return a template of the reports, filled, with style and script inside.

    Parameters
    ----------
    template : str
        Name of a file in the templates' folder.
    page : mapping
        Everything that the template shows.
    """
    style, script = _text("report.css"), _text("player.js")
    hashes = {"style_hash": _hash(style), "script_hash": _hash(script)}
    return (
        _environment()
        .get_template(template)
        .render(page, layout="base.html", style=style, script=script, **hashes)
    )


@cache
def _text(name: str) -> str:
    """Return a file of the templates' folder."""
    return (resources.files(__package__) / _FOLDER / name).read_text(encoding="utf-8").strip()


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - slow import

    environment = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "allow_nan": False}
    return environment


def _hash(content: str) -> str:
    """Return what a content security policy calls a source's hash."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
