"""From data to PDF with Typst: offline, with fonts of its own, the same bytes for the same data.

Everything that comes from people reaches Typst as JSON and is shown as text, never read as code.
"""

import json
import re
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Literal

from backstride.errors import MissingExtraError

Paper = Literal["a4", "us-letter"]

_SCALES = (1.0, 0.92, 0.85, 0.78)
"""Text sizes that are tried to bring a page's text onto one page; smaller is hard to read."""

_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Control characters, invisible ones, and those that turn the reading direction of what follows."""
_LONG_WORD = re.compile(r"\S{25,}")
_PIECE = re.compile(r".{6}(?=.)")
"""Where a long word may be broken."""
_IN_OWN_FONTS = re.compile(
    "[\\x09\\x0a\\x20-\u024f\u0300-\u036f\u0370-\u04ff\u1e00-\u1fff\u200b\u2010-\u2044\u20ac\u2122"
    "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265]*"
)
"""What the fonts inside Typst have; for other scripts the machine's fonts are asked too."""


def to_pdf(template: str, data: dict[str, Any], *, one_page: bool = False) -> bytes:
    """Return a template filled with data as PDF.

    Parameters
    ----------
    template : str
        Name of a file in ``templates``, without its ending.
    data : dict
        JSON values; ``clean`` is applied to every text in them.
    one_page : bool
        Make text smaller, within reason, when that brings all of it onto one page.

    Raises
    ------
    MissingExtraError
        When the extra ``[print]`` is not installed.
    """
    typst = _typst()
    try:  # PDF/UA: read aloud in the right order, with its tables as tables
        how = {"format": "pdf", "pdf_standards": ["ua-1"]}
        return bytes(_compiled(template, data, one_page=one_page, how=how))
    except typst.TypstError:  # a character that no font here has cannot be read aloud
        return bytes(_compiled(template, data, one_page=one_page, how={"format": "pdf"}))


def _compiled(template: str, data: dict[str, Any], *, one_page: bool, how: dict[str, Any]) -> Any:
    typst = _typst()
    text = _cleaned(data)
    code = "\n".join(_template(name) for name in ("common", template)).encode()
    only_own_fonts = _IN_OWN_FONTS.fullmatch(_all_text(text)) is not None
    compiler = typst.Compiler(ignore_system_fonts=only_own_fonts)
    inputs = {}
    for scale in _SCALES if one_page else _SCALES[:1]:
        inputs = {"data": json.dumps({**text, "scale": scale})}
        if not one_page or _pages(typst, code, inputs, only_own_fonts=only_own_fonts) == 1:
            break
    else:
        inputs = {"data": json.dumps({**text, "scale": 1.0})}
    return compiler.compile(code, sys_inputs=inputs, timestamp=0, **how)


def _pages(typst: Any, code: bytes, inputs: dict[str, str], *, only_own_fonts: bool) -> int:
    found = typst.query(
        code,
        "<pages>",
        field="value",
        one=True,
        sys_inputs=inputs,
        ignore_system_fonts=only_own_fonts,
    )
    return int(json.loads(found))


@cache
def _template(name: str) -> str:
    return files(__package__).joinpath("templates", f"{name}.typ").read_text("utf-8")


def _typst() -> Any:
    try:
        return import_module("typst")
    except ImportError:
        raise MissingExtraError(
            "a PDF needs the extra [print]: pip install 'backstride[print]'."
        ) from None


def clean(text: str) -> str:
    """Return a text without characters that hide or turn others, its longest words breakable."""
    seen = _UNWANTED.sub("", text)
    return _LONG_WORD.sub(lambda word: _PIECE.sub("\\g<0>\u200b", word[0]), seen)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]
    return value


def _all_text(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(map(_all_text, value.values()))
    if isinstance(value, list):
        return "".join(map(_all_text, value))
    return value if isinstance(value, str) else ""
