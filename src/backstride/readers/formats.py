"""The formats that are read. A new one is a module of its own and a line here."""

from backstride.readers import bvh, c3d, forces_text, storage, trc
from backstride.readers.recording import Format

FORMATS: tuple[Format, ...] = (
    bvh.FORMAT,
    c3d.FORMAT,
    trc.FORMAT,
    storage.FORMAT,
    forces_text.FORMAT,
)
"""Tried in this order; the first that recognises a file's beginning reads it."""
