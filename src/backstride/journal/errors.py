"""Errors of the journal, a branch of the tree in ``backstride.errors``.

::

    JournalError             the journal itself cannot be opened, kept or brought back
    ├── NotThereError        nothing of that kind has that id
    ├── NotAllowedError      somebody may not see or change this
    └── ConflictError        it cannot be done as things stand
"""

from backstride.errors import BackstrideError


class JournalError(BackstrideError):
    """The journal cannot be opened, kept or brought back."""

    code = "journal"


class NotThereError(JournalError):
    """Nothing of that kind has that id, or it belongs to somebody else."""

    code = "not_found"


class NotAllowedError(JournalError):
    """Somebody may not see or change this."""

    code = "not_allowed"


class ConflictError(JournalError):
    """It cannot be done as things stand; the text says what stands against it."""

    code = "conflict"
