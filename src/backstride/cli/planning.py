"""``backstride plan``."""

import argparse
import json
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

from backstride.cli.plan_words import conflict_text, no_programme_text, programme_text
from backstride.cli.writing import read_text, write_bytes
from backstride.errors import SettingsError
from backstride.training import NOT_MEDICAL_ADVICE, format_session, read_athlete, screen
from backstride.training.match_targets import MatchTargets, read_targets
from backstride.training.plan import plan
from backstride.training.programme import NoProgramme, PlanningConflict, Programme, Wishes
from backstride.training.programme_json import programme_json


def make_plan(arguments: argparse.Namespace) -> int:
    """Plan for the athlete in a file, and write the programme in the forms asked for."""
    if arguments.example:
        from backstride.cli.plan_example import example_athlete  # noqa: PLC0415

        sys.stdout.write(example_athlete())
        return 0
    if arguments.athlete is None:
        raise SettingsError("name an athlete's file; backstride plan --example prints one to fill.")
    athlete = read_athlete(Path(arguments.athlete))
    start = _day(arguments.start, "--start") or datetime.now(UTC).astimezone().date()
    screening = screen(athlete, _answers(arguments.answers), start)
    wishes = Wishes(
        weeks=arguments.weeks,
        sessions_per_week=arguments.sessions,
        template_ids=tuple(arguments.template),
        event_on=_day(arguments.event, "--event"),
        targets=_targets(arguments.targets),
    )
    found = plan(athlete, screening, start, wishes)
    if isinstance(found, NoProgramme):
        print(no_programme_text(found), file=sys.stderr)
        return 2
    if isinstance(found, PlanningConflict):
        print(conflict_text(found), file=sys.stderr)
        if found.nearest is None:
            return 2
        found = found.nearest
    _write(found, arguments)
    return 0


def _write(programme: Programme, arguments: argparse.Namespace) -> None:
    wanted = {name: getattr(arguments, name) for name in ("ics", "pdf", "fit", "audio")}
    if arguments.json:
        print(programme_json(programme), end="")
    elif not any(wanted.values()) or arguments.text:
        print(programme_text(programme))
    if wanted["ics"]:
        _write_calendar(programme, Path(wanted["ics"]))
    if wanted["pdf"]:
        _write_pdf(programme, Path(wanted["pdf"]))
    if wanted["fit"]:
        _write_watch_files(programme, Path(wanted["fit"]))
    if wanted["audio"]:
        _write_tracks(programme, Path(wanted["audio"]))


def _write_calendar(programme: Programme, path: Path) -> None:
    from backstride.exchange.sessions.calendar_file import sessions_as_calendar  # noqa: PLC0415
    from backstride.exchange.sessions.planned import handouts  # noqa: PLC0415

    write_bytes(path, sessions_as_calendar(handouts(programme), datetime.now(UTC)))
    _wrote(path)


def _write_pdf(programme: Programme, path: Path) -> None:
    from backstride.exchange.sessions.planned import handouts  # noqa: PLC0415
    from backstride.exchange.sessions.print.programme import programme_pdf  # noqa: PLC0415
    from backstride.training.templates import template  # noqa: PLC0415

    kinds = dict.fromkeys(one.template_id for one in programme.sessions())
    pages = programme_pdf(
        handouts(programme),
        title=f"{len(programme.weeks)} weeks of backward running",
        person=programme.athlete.name,
        summary=" ".join(note for note in programme.notes if note != NOT_MEDICAL_ADVICE),
        stop_if=tuple(dict.fromkeys(s for kind in kinds for s in template(kind).stop_if)),
    )
    write_bytes(path, pages)
    _wrote(path)


def _write_watch_files(programme: Programme, folder: Path) -> None:
    from backstride.exchange.sessions.fit_workout import session_as_fit  # noqa: PLC0415

    now = datetime.now(UTC)
    losses: dict[str, None] = {}
    for one in programme.sessions():
        made = session_as_fit(one.session, now)
        losses |= dict.fromkeys(made.losses)
        write_bytes(folder / f"{one.day.isoformat()}-{one.template_id}.fit", made.data)
    _wrote(folder)
    print(f"lost: what a watch does not show or check ({len(losses)} kinds); see docs/exports.md")


def _write_tracks(programme: Programme, folder: Path) -> None:
    from backstride.exchange.sessions.expected_pace import expected_pace  # noqa: PLC0415
    from backstride.exchange.sessions.spoken import mp3_bytes, session_track  # noqa: PLC0415

    done: dict[str, bytes] = {}
    sessions = programme.sessions()
    for i, one in enumerate(sessions, start=1):
        if sys.stderr.isatty():
            print(f"\r\033[K{i} of {len(sessions)}  {one.session.title}", end="", file=sys.stderr)
        text = format_session(one.session)
        path = folder / f"{one.day.isoformat()}-{one.template_id}.mp3"
        try:
            done[text] = done.get(text) or mp3_bytes(
                session_track(one.session, pace=expected_pace(one.session))
            )
        except SettingsError as error:
            print(f"\nno track for {path.name}: {error}", file=sys.stderr)
            continue
        write_bytes(path, done[text])
    _wrote(folder)


def _wrote(path: Path) -> None:
    print(f"Wrote {path}", file=sys.stderr)


def _targets(path: str | None) -> MatchTargets | None:
    return None if path is None else read_targets(Path(path))


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f"{option} {text} is no date; write it as 2026-03-01.") from error


def _answers(path: str | None) -> dict[str, bool | float | str]:
    """Return answers to the screening's further questions, by question id."""
    if path is None:
        return {}
    text = read_text(Path(path))
    try:
        found = json.loads(text) if path.endswith(".json") else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as answers: {error}.") from error
    if not isinstance(found, dict) or not all(
        isinstance(value, bool | int | float | str) for value in found.values()
    ):
        raise SettingsError(
            f"{path} needs one answer per question id: yes, no, a number or a word."
        )
    return found
