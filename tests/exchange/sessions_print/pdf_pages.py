"""Reading a PDF back with a second program."""

import io
import re
from importlib import import_module
from typing import Any


def pages(pdf: bytes) -> list[Any]:
    """Return the pages."""
    return list(import_module("pypdf").PdfReader(io.BytesIO(pdf)).pages)


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page, its white space made single."""
    return [" ".join(page.extract_text().split()) for page in pages(pdf)]


def colours(pdf: bytes) -> set[str]:
    """Return every colour that something is filled with, as ``#rrggbb``."""
    found = set()
    for page in pages(pdf):
        code = page.get_contents().get_data().decode("latin-1")
        for channels in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) scn", code):
            found.add("#" + "".join(f"{round(255 * float(c)):02x}" for c in channels))
    return found
