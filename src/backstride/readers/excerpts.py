"""sktime and UEA archives (.ts): many labelled excerpts, refused with the reason."""

from backstride.errors import NothingToMeasureError
from backstride.readers.recording import Content, Format
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import decode, first_line


def recognise(head: bytes) -> bool:
    """Return whether a file begins like an archive of excerpts."""
    begins = first_line(head)
    return begins.startswith(("#", "@")) and b"@problemname" in head.lower() and b"\0" not in head


def read(content: Content) -> SensorRecording:
    """Refuse: an archive for machine learning is no recording of one person's run.

    Raises
    ------
    NothingToMeasureError
        Always.
    """
    lines = decode(content.data).split("\n")
    cases = sum(bool(line.strip()) and line[0] not in "#@" for line in lines)
    raise NothingToMeasureError(
        f"{content.path}: is a set of {cases} separate excerpts for machine learning, without "
        "time, units or placement; to measure one of them, write it as a table and describe it "
        "with --mapping."
    )


FORMAT = Format(
    name="sktime excerpts",
    extensions=(".ts",),
    gives="nothing: many short excerpts without time or units are refused",
    recognise=recognise,
    read=read,
)
