"""What happened: people, programmes, sessions, recordings and measurements, kept for good."""

from backstride.journal.actors import LOCAL, Actor
from backstride.journal.errors import (
    ConflictError,
    JournalError,
    NotAllowedError,
    NotThereError,
)
from backstride.journal.journal import Journal, open_journal
from backstride.journal.uploads import Options, Upload

__all__ = [
    "LOCAL",
    "Actor",
    "ConflictError",
    "Journal",
    "JournalError",
    "NotAllowedError",
    "NotThereError",
    "Options",
    "Upload",
    "open_journal",
]
