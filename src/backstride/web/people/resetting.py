"""The page behind a link to a new password."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backstride.errors import SettingsError
from backstride.journal import NotAllowedError, caretaking
from backstride.web.entry import Form, address_of, check_rate
from backstride.web.limits import SIGN_IN_ADDRESS
from backstride.web.pages import page
from backstride.web.people.signing import come_in, hashing
from backstride.web.visiting import journal_of

router = APIRouter(include_in_schema=False)


@router.get("/reset/{secret}")
def ask(request: Request, secret: str) -> Response:
    """Show where a new password is chosen."""
    return _page(request, secret)


@router.post("/reset/{secret}")
def take(request: Request, secret: str, form: Form) -> Response:
    """Take the new password and sign its person in here; everywhere else they are signed out."""
    check_rate(request, SIGN_IN_ADDRESS, address_of(request))
    journal = journal_of(request)
    try:
        with hashing():
            login = _login(request, secret)
            person_id = caretaking.use_reset(journal, secret, login, form.get("new", ""))
    except SettingsError as error:
        return _page(request, secret, error)
    return come_in(request, person_id, "/")


def _login(request: Request, secret: str) -> str:
    journal = journal_of(request)
    account = journal.accounts.of(journal.tokens.check(secret, caretaking.RESET).person_id)
    if account is None or account.closed_at is not None:
        raise NotAllowedError("this link has ended; ask for a new one.")
    return account.login


def _page(request: Request, secret: str, error: SettingsError | None = None) -> Response:
    return page(
        request,
        "people-reset.html",
        status=422 if error else 200,
        secret=secret,
        login=_login(request, secret),
        why=error or "",
        bare=True,
    )
