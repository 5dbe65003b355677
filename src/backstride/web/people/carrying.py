"""Everything to take along, back again, and gone."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import BinaryIO

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from backstride.errors import BackstrideError, SettingsError
from backstride.journal import LOCAL, Actor, Journal
from backstride.journal.archive import DAMAGES, manifest_of
from backstride.journal.backup import SCHEMA as BACKUP
from backstride.journal.backup import backup, restore
from backstride.journal.export import bring_back, export_people
from backstride.journal.upkeep import erase
from backstride.journal.zip_limits import check_directory
from backstride.training import format_session, parse_session
from backstride.web.entry import YEAR, Form
from backstride.web.knowing import SIGNED_IN_COOKIE, as_owner, is_owner, remember
from backstride.web.matches import Matches
from backstride.web.pages import page, settings_of
from backstride.web.people.owning import own
from backstride.web.store import Store
from backstride.web.visiting import PERSON_COOKIE, Visit, Visiting, actor_of, journal_of

router = APIRouter(include_in_schema=False)
person_router = APIRouter()

SENDING, TAKING = ".sending-", ".taking-"
"""How folders are called in which an export is made, or taken in."""

_BLOCK_BYTES = 1024**2

_SESSIONS, _MATCHES = "sessions/", "matches/"
_LONGEST_SESSION_BYTES = 256 * 1024  # as a form may have


@person_router.post("/settings/export")
def export(request: Request, visit: Visiting) -> Response:
    """Send everything of a person as a ZIP file."""
    return exported(request, own(visit))


def exported(request: Request, visit: Visit) -> Response:
    """Return everything of a person as a ZIP file."""
    with _aside(request) as made:
        export_people(visit.journal, visit.by, [visit.person.id], made)
        _add_sessions(request, visit.person.id, made)
        _add_matches(request, visit.by, made)
    return _sent(made, f"backstride-export-{visit.today}.zip")


@router.post("/backup")
def back_up(request: Request) -> Response:
    """Send a backup of the whole journal, for its owner."""
    journal, by = journal_of(request), actor_of(request)
    as_owner(journal, by)
    with _aside(request) as made:
        backup(journal, made, by)
    return _sent(made, f"backstride-backup-{journal.clock().date()}.zip")


@router.get("/import")
def ask_import(request: Request) -> Response:
    """Show where an export or a backup is taken back in."""
    journal = journal_of(request)
    as_owner(journal, actor_of(request))
    return page(request, "people-import.html", why="")


@router.post("/import")
async def take_import(request: Request) -> Response:
    """Take an export, or into an empty journal a backup: wholly or not at all."""
    await run_in_threadpool(lambda: as_owner(journal_of(request), actor_of(request)))
    async with request.form(max_files=1, max_fields=2) as form:
        sent = form.get("file")
        if not isinstance(sent, UploadFile) or not sent.filename:
            return page(request, "people-import.html", status=422, why="")
        try:
            ids = await run_in_threadpool(take_back, request, sent.file)
        except BackstrideError as error:
            return page(request, "people-import.html", status=422, why=error)
    response = RedirectResponse("/people" if len(ids) != 1 else "/", 303)
    if len(ids) == 1 and actor_of(request).person_id is None:
        remember(request, response, PERSON_COOKIE, ids[0], YEAR)
    return response


def take_back(request: Request, sent: BinaryIO) -> list[str]:
    """Take a sent export or backup into the journal; return the ids of its people."""
    journal, by = journal_of(request), actor_of(request)
    owner = as_owner(journal, by)
    settings_of(request).folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings_of(request).folder, prefix=TAKING) as folder:
        path = Path(folder) / "the file"
        with path.open("wb") as file:
            while block := sent.read(_BLOCK_BYTES):
                file.write(block)
        with _named(path):
            return _take(request.app.state.store, journal, by, owner, path)


@person_router.get("/settings/delete")
def ask_delete(request: Request, visit: Visiting) -> Response:
    """Ask whether everything of a person shall be gone."""
    return _delete_page(request, own(visit))


@person_router.post("/settings/delete")
def delete(request: Request, visit: Visiting, form: Form) -> Response:
    """Delete everything of a person who typed their name."""
    own(visit)
    if form.get("name", "").strip() != visit.person.name:
        return _delete_page(request, visit, wrong=True)
    leave(request, visit)
    response = RedirectResponse("/people" if visit.journal.people.count() else "/", 303)
    if visit.by.person_id is not None:
        response.delete_cookie(SIGNED_IN_COOKIE)
    if request.cookies.get(PERSON_COOKIE) == visit.person.id:
        response.delete_cookie(PERSON_COOKIE)
    return response


def _delete_page(request: Request, visit: Visit, *, wrong: bool = False) -> Response:
    journal, by = visit.journal, visit.by
    has_others = len(journal.accounts.having()) > 1
    return page(
        request,
        "people-delete.html",
        status=422 if wrong else 200,
        person=visit.person,
        last_owner=by.person_id is not None and has_others and is_owner(journal, by),
        wrong=wrong,
    )


def leave(request: Request, visit: Visit) -> None:
    """Delete everything of a person: in the journal, and what is on its way there or apart."""
    erase(visit.journal, visit.by, visit.person.id)
    store: Store = request.app.state.store
    store.forget_person(visit.person.id)
    matches: Matches = request.app.state.measuring.matches
    matches.remove_all(Actor(visit.person.id, "web"))
    if not visit.journal.people.count():  # nobody is left whose the computer's could be
        matches.remove_all(LOCAL)


def _add_sessions(request: Request, person_id: str, made: Path) -> None:
    """Add the sessions a person wrote; the journal has those of their plans alone."""
    store: Store = request.app.state.store
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(store.written(person_id), 1):
            archive.writestr(f"{_SESSIONS}{person_id}/{number}.txt", format_session(one))


def _add_matches(request: Request, by: Actor, made: Path) -> None:
    """Add figures and reports of the matches that one sent, to read: no journal holds them."""
    matches: Matches = request.app.state.measuring.matches
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, kept in matches.to_take_along(by):
            archive.write(kept, f"{_MATCHES}{name}")


def _take_sessions(store: Store, ids: list[str], path: Path) -> None:
    """Keep the sessions that came with somebody; what is no session is left out."""
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            folder, _, name = entry.filename.removeprefix(_SESSIONS).partition("/")
            if entry.filename.startswith(_SESSIONS) and name and folder in ids:
                with archive.open(entry) as file, suppress(*DAMAGES, SettingsError):
                    text = file.read(_LONGEST_SESSION_BYTES).decode("utf-8")
                    store.keep_session(folder, parse_session(text))


def _take(store: Store, journal: Journal, by: Actor, owner: Actor, path: Path) -> list[str]:
    if _is_backup(path):
        restore(journal, path)
        return [one.id for one in journal.people.seen_by(LOCAL)]
    ids = bring_back(journal, path, owner)
    _take_sessions(store, ids, path)
    if by.person_id is not None and is_owner(journal, by):
        for one in ids:  # whoever has no account yet would otherwise be seen by nobody
            journal.shares.give(LOCAL, one, by.person_id, "change")
    return ids


def _is_backup(path: Path) -> bool:
    try:
        check_directory(path, path.name)
        with zipfile.ZipFile(path) as archive:
            said = manifest_of(archive)
            return isinstance(said, dict) and said.get("schema") == BACKUP
    except (OSError, *DAMAGES):
        return False  # the reader says what is wrong with it


@contextmanager
def _aside(request: Request) -> Iterator[Path]:
    """Give a path beside the app's own things, on the same disk; it is gone when sent."""
    folder = settings_of(request).folder
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(dir=folder, prefix=SENDING))
    try:
        yield made / "all.zip"
    except BaseException:
        rmtree(made, ignore_errors=True)
        raise


def clear_aside(folder: Path) -> None:
    """Remove what a crash left of exports and imports."""
    for prefix in (SENDING, TAKING):
        for left in folder.glob(f"{prefix}*"):
            rmtree(left, ignore_errors=True)


def _sent(path: Path, name: str) -> Response:
    gone = BackgroundTask(rmtree, path.parent, ignore_errors=True)
    return FileResponse(path, media_type="application/zip", filename=name, background=gone)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Keep the place of a file aside out of what is said about it."""
    try:
        yield
    except BackstrideError as error:
        values = {
            name: path.name if str(one) == str(path) else one for name, one in error.values.items()
        }
        sentence = error.sentence.replace(str(path), path.name)
        raise type(error)(sentence, **values) from None
