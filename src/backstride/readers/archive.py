"""ZIP archives: the recordings of phone apps, exported as several tables in one file."""

from backstride.errors import UnknownFormatError
from backstride.readers import phyphox, sensor_logger_files
from backstride.readers.log_files import files_in_archive
from backstride.readers.recording import Content, Format
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import shown

_HEADER_BYTES = 31  # of a ZIP archive with at least one file of one letter


def recognise(head: bytes) -> bool:
    """Return whether a file begins like a ZIP archive."""
    return head.startswith(b"PK\x03\x04") and len(head) >= _HEADER_BYTES


def read(content: Content) -> SensorRecording:
    """Return the recording in the archive of a phone app.

    Raises
    ------
    DamagedFileError
        When the archive or a table in it is cut or damaged.
    UnknownFormatError
        When it is the archive of something else.
    NothingToMeasureError
        When there is no acceleration with gravity.
    """
    if b"[Content_Types].xml" in content.data[:2000]:
        raise UnknownFormatError(
            f"{content.path}: is an Office document; export the recording as CSV instead."
        )
    files = files_in_archive(content)
    if sensor_logger_files.knows(files):
        return sensor_logger_files.read_files(files)
    if phyphox.knows(files):
        return phyphox.read_files(files)
    names = ", ".join(shown(name) for name in files.names[:5]) or "no table"
    raise UnknownFormatError(
        f"{content.path}: is a ZIP archive with {names}, which is no recording of Sensor Logger or "
        "phyphox; unpack it and name one file."
    )


FORMAT = Format(
    name="phone recording (ZIP)",
    extensions=(".zip",),
    gives="phone as a worn sensor, satellite track (Sensor Logger, phyphox)",
    recognise=recognise,
    read=read,
)
