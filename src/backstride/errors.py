"""Errors a person may meet, each one sentence that says what, where and what to do.

The tree::

    BackstrideError
    ├── UnreadableFileError      a file that cannot be read as what it claims to be
    │   ├── EmptyFileError       nothing in it
    │   ├── DamagedFileError     cut, noise or inconsistent with its own header
    │   └── UnknownFormatError   no reader takes it
    ├── NothingToMeasureError    read, but with no body in it that could be measured
    ├── SettingsError            a setting, mapping file or scenario that makes no sense
    │   └── SessionTextError     (in ``training``) a mistake in the text of a session
    └── MissingExtraError        an optional part that is not installed
"""

from typing import ClassVar


class BackstrideError(Exception):
    """Root of every error Backstride raises on purpose.

    ``code`` is stable and machine-readable; the text is for people. The command line turns it into
    one line on standard error and exit code 2. What is filled into a sentence can be given apart,
    ``SettingsError("{name} is empty.", name="zone")``, so that the sentence can be said in another
    language.

    Attributes
    ----------
    sentence : str
        The text with its blanks.
    values : dict
        What fills them.
    """

    code: ClassVar[str] = "error"

    def __init__(self, *said: object, **values: object) -> None:
        self.sentence = str(said[0]) if said else ""
        self.values = values
        super().__init__(*((self.sentence.format(**values),) if values else said))


class UnreadableFileError(BackstrideError):
    """A file that cannot be read as what it claims to be."""

    code = "unreadable"


class EmptyFileError(UnreadableFileError):
    """A file with nothing in it: no bytes, no frames or no samples."""

    code = "empty"


class DamagedFileError(UnreadableFileError):
    """A file that is cut, noise, or inconsistent with its own header."""

    code = "damaged"


class UnknownFormatError(UnreadableFileError):
    """A file that no reader takes."""

    code = "unknown_format"


class NothingToMeasureError(BackstrideError):
    """A recording that was read but holds no body that can be measured."""

    code = "nothing_to_measure"


class SettingsError(BackstrideError):
    """A setting, mapping file or scenario that makes no sense."""

    code = "settings"


class MissingExtraError(BackstrideError):
    """An optional part of Backstride that is not installed; the text names it."""

    code = "missing_extra"
