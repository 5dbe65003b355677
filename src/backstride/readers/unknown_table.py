"""Tables that no other reader knows: refused, with what would make them readable."""

from backstride.errors import UnknownFormatError
from backstride.readers.delimited import as_utf8, cells_of, layout_of
from backstride.readers.recording import Content, Format
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import shown

_HEAD_BYTES = 16_384


def recognise(head: bytes) -> bool:
    """Return whether a file begins like a table with titles."""
    if b"\0" in head[:_HEAD_BYTES].replace(b"\xff\xfe", b"") and head[:2] != b"\xff\xfe":
        return False
    text = as_utf8(head[:_HEAD_BYTES])
    if text.lstrip()[:1] in (b"{", b"[", b"<", b"#", b"@"):
        return False
    layout = layout_of(text)
    lines = text.split(b"\n")[layout.first_row :]
    if len(layout.titles) < 2 or not lines:
        return False
    first = cells_of(lines[0].decode("utf-8", "replace"), layout.delimiter)
    return len(first) == len(layout.titles)


def read(content: Content) -> SensorRecording:
    """Refuse: nobody has said what the columns are.

    Raises
    ------
    UnknownFormatError
        Always.
    """
    layout = layout_of(as_utf8(content.data[:_HEAD_BYTES]))
    titles = [shown(title) for title in layout.titles if title]
    more = " and so on" if len(titles) > 6 else ""
    raise UnknownFormatError(
        f"{content.path}: is a table with columns {', '.join(titles[:6])}{more}, of no program "
        "that is known; if they are of a worn sensor, describe them in a mapping file and give it "
        "with --mapping."
    )


FORMAT = Format(
    name="table",
    extensions=(".csv", ".tsv"),
    gives="worn sensors, once a mapping file says what the columns are",
    recognise=recognise,
    read=read,
)
