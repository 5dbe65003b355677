"""The formats that are read. A new one is a module of its own and a line here."""

from backstride.readers import (
    archive,
    arrays_zip,
    axivity,
    bvh,
    c3d,
    excerpts,
    fit,
    forces_text,
    gaitmap,
    gpx,
    jsonl,
    phyphox,
    sensor_logger_files,
    storage,
    tcx,
    trc,
    unknown_table,
    video,
    vn200,
)
from backstride.readers.recording import Format

FORMATS: tuple[Format, ...] = (
    bvh.FORMAT,
    c3d.FORMAT,
    trc.FORMAT,
    storage.FORMAT,
    forces_text.FORMAT,
    fit.FORMAT,
    tcx.FORMAT,
    gpx.FORMAT,
    jsonl.FORMAT,
    axivity.FORMAT,
    vn200.FORMAT,
    gaitmap.FORMAT,
    sensor_logger_files.FORMAT,
    sensor_logger_files.JSON_FORMAT,
    phyphox.FORMAT,
    arrays_zip.FORMAT,
    archive.FORMAT,
    excerpts.FORMAT,
    video.FORMAT,
    unknown_table.FORMAT,
)
"""Tried in this order; the first that recognises a file's beginning reads it."""
