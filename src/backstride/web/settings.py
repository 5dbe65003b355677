"""What a running app is told: where it keeps things, whom it answers and how much it takes."""

from dataclasses import dataclass
from pathlib import Path

from backstride.readers.files import LARGEST_BYTES

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Names of this machine for itself; a browser counts them as safe without a certificate."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Settings of the app.

    Attributes
    ----------
    folder : Path
        Where everything is kept, the journal's file ``journal.sqlite`` among it.
    database : str or None
        Address of another database for the journal; None for the setting ``BACKSTRIDE_DATABASE``,
        and without that the file in ``folder``.
    language : str or None
        ``"en"`` or ``"de"`` for everyone; None lets each browser say.
    hosts : tuple of str
        Names under which the app answers; a request for another one is refused, so that no web
        site can reach it under a name of its own.
    key : str
        What a browser must know to open the first account, where others on a network can reach
        the app; empty on this machine alone, where one person needs no account.
    demo : bool
        Whether this is the demo journal, which lies apart from everything else.
    largest_upload_bytes : int
        Most bytes of one request with recordings.
    longest_measuring_s : float
        The time a measurement may be without a sign of life.
    measuring_memory_bytes : int
        Address space of one measurement: an hour of 60 markers is read in a third of the default.
    measuring_at_once : int
        Measurements that run at the same time.
    """

    folder: Path
    database: str | None = None
    language: str | None = None
    hosts: tuple[str, ...] = LOOPBACK
    key: str = ""
    demo: bool = False
    largest_upload_bytes: int = LARGEST_BYTES
    longest_measuring_s: float = 600.0
    measuring_memory_bytes: int = 8 * 1024**3
    measuring_at_once: int = 2


def usual_folder() -> Path:
    """Return where the platform keeps a person's data of this program."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where nothing else is said

    return user_data_path("backstride", appauthor=False)
