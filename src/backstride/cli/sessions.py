"""``backstride session``."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from backstride.cli.writing import read_text, write_bytes
from backstride.errors import SettingsError
from backstride.training import (
    Session,
    check_session_text,
    format_session,
    parse_session,
    session_from_dict,
    session_to_dict,
)

TARGETS = ("text", "json", "intervals", "fit", "pdf", "audio")
"""What a session can be converted to."""


def check_file(arguments: argparse.Namespace) -> int:
    """Say every mistake in a session's text, or that there is none."""
    path = Path(arguments.file)
    mistakes = check_session_text(read_text(path))
    for mistake in mistakes:
        print(f"{path}: {mistake}", file=sys.stderr)
    if mistakes:
        return 2
    session = parse_session(read_text(path))
    print(f"{path}: {session.title}, {len(session.steps())} steps, no mistakes.")
    return 0


def convert_file(arguments: argparse.Namespace) -> int:
    """Write a session in another form, and say what that form cannot hold."""
    session = read_session(Path(arguments.file))
    content, losses = _MAKERS[arguments.to](session)
    if arguments.output:
        write_bytes(Path(arguments.output), content)
        print(f"Wrote {arguments.output}")
    elif arguments.to in {"text", "json", "intervals"}:
        sys.stdout.write(content.decode())
    else:
        raise SettingsError(f"--to {arguments.to} is no text; name a file with --output.")
    kind = "note" if arguments.to == "audio" else "lost"
    for loss in losses:
        print(f"{kind}: {loss}", file=sys.stderr)
    return 0


def read_session(path: Path) -> Session:
    """Return the session in a text, JSON or FIT workout file, told by its content."""
    content = path.read_bytes() if path.is_file() else b""
    if content[8:12] == b".FIT":
        from backstride.exchange.sessions.fit_reader import fit_as_session  # noqa: PLC0415

        return fit_as_session(content)
    text = read_text(path)
    if text.lstrip().startswith("{"):
        try:
            return session_from_dict(json.loads(text))
        except json.JSONDecodeError as error:
            raise SettingsError(
                f"{path}: line {error.lineno} is no JSON ({error.msg.lower()})."
            ) from error
    return parse_session(text)


Made = tuple[bytes, tuple[str, ...]]


def _as_text(session: Session) -> Made:
    return format_session(session).encode(), ()


def _as_json(session: Session) -> Made:
    return (json.dumps(session_to_dict(session), ensure_ascii=False, indent=2) + "\n").encode(), ()


def _as_intervals(session: Session) -> Made:
    from backstride.exchange.sessions.intervals_text import session_as_intervals  # noqa: PLC0415

    made = session_as_intervals(session)
    return made.text.encode(), made.losses


def _as_fit(session: Session) -> Made:
    from backstride.exchange.sessions.fit_workout import session_as_fit  # noqa: PLC0415

    made = session_as_fit(session, datetime.now(UTC))
    return made.data, made.losses


def _as_pdf(session: Session) -> Made:
    from backstride.exchange.sessions.print import session_card_pdf  # noqa: PLC0415

    return session_card_pdf(session), ()


def _as_audio(session: Session) -> Made:
    from backstride.exchange.sessions.expected_pace import expected_pace  # noqa: PLC0415
    from backstride.exchange.sessions.spoken import mp3_bytes, session_track  # noqa: PLC0415

    track = session_track(session, pace=expected_pace(session))
    return mp3_bytes(track), tuple(track.notes)


_MAKERS: dict[str, Callable[[Session], Made]] = {
    "text": _as_text,
    "json": _as_json,
    "intervals": _as_intervals,
    "fit": _as_fit,
    "pdf": _as_pdf,
    "audio": _as_audio,
}
