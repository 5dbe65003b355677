"""Coming in by name and password, and going out."""

import threading
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.errors import BackstrideError
from backstride.journal import Actor, Journal, NotAllowedError
from backstride.web.entry import YEAR, Form, address_of, check_rate, own_path
from backstride.web.knowing import (
    LOOK_AFTER,
    SIGNED_IN,
    SIGNED_IN_COOKIE,
    STAYS_SIGNED_IN,
    browser_token,
    remember,
)
from backstride.web.limits import SIGN_IN_ADDRESS, SIGN_IN_NAME, Limits
from backstride.web.pages import LANGUAGE_COOKIE, page
from backstride.web.visiting import actor_of, journal_of
from backstride.web.words_of import LANGUAGES

router = APIRouter(include_in_schema=False)

_HASHING = threading.Semaphore(2)  # each hash takes 64 MiB and a core for a moment


@router.get("/sign-in")
def ask(request: Request) -> Response:
    """Show where a person signs in; where nobody has an account, there is nothing to sign in to."""
    if not journal_of(request).accounts.any():
        return RedirectResponse("/", 303)
    back = own_path(request.query_params.get("next", "/"))
    return page(request, "people-sign-in.html", back=back, wrong=False, login="", bare=True)


@router.post("/sign-in")
def sign_in(request: Request, form: Form) -> Response:
    """Let a person in who knows their password."""
    journal, login = journal_of(request), form.get("login", "").strip()
    back = own_path(form.get("next", "/"))
    check_rate(request, SIGN_IN_ADDRESS, address_of(request))
    check_rate(request, SIGN_IN_NAME, login.lower())
    try:
        with _HASHING:
            account = journal.accounts.sign_in(login, form.get("password", ""))
    except NotAllowedError:
        values = {"back": back, "wrong": True, "login": login}
        return page(request, "people-sign-in.html", status=403, bare=True, **values)
    limits: Limits = request.app.state.limits
    limits.forgive(SIGN_IN_NAME, login.lower())
    return come_in(request, account.person_id, back, stay="stay" in form)


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the sign-in of this browser."""
    journal = journal_of(request)
    if token := browser_token(journal, request):
        journal.tokens.revoke(token.person_id, token.id)
    return _gone()


@router.post("/sign-out-everywhere")
def sign_out_everywhere(request: Request) -> Response:
    """End the sign-in of every browser of a person."""
    journal, by = journal_of(request), actor_of(request)
    for token in journal.tokens.of(by.person_id or "", "browser"):
        journal.tokens.revoke(token.person_id, token.id)
    return _gone()


@router.post("/password")
def change_password(request: Request, form: Form) -> Response:
    """Change a password; every other browser, script and calendar of the person is signed out."""
    journal, by = journal_of(request), actor_of(request)
    account = journal.accounts.of(by.person_id or "")
    if account is None:
        return RedirectResponse("/open-account", 303)
    check_rate(request, SIGN_IN_NAME, account.login)
    try:
        with _HASHING:
            journal.accounts.sign_in(account.login, form.get("password", ""))
            journal.accounts.set_password(account.person_id, form.get("new", ""), by)
    except BackstrideError as error:
        wrong = isinstance(error, NotAllowedError)
        return page(
            request, "people-password.html", status=422, wrong=wrong, why="" if wrong else error
        )
    return come_in(request, account.person_id, "/settings")


@router.get("/password")
def ask_password(request: Request) -> Response:
    """Show where a password is changed."""
    by = actor_of(request)
    if by.person_id is None:
        return RedirectResponse("/open-account", 303)
    return page(request, "people-password.html", wrong=False, why="")


def come_in(request: Request, person_id: str, to: str, *, stay: bool = False) -> Response:
    """Sign a person in on the browser that asks, and send them on.

    Whoever was signed in there before is signed out: nobody goes on under a sign-in of others.
    """
    journal: Journal = journal_of(request)
    if before := browser_token(journal, request):
        journal.tokens.revoke(before.person_id, before.id)
    lasts: timedelta = STAYS_SIGNED_IN if stay else SIGNED_IN
    secret, _ = journal.tokens.issue(person_id, "browser", lasts=lasts)
    response = RedirectResponse(_first_page(journal, person_id) if to == "/" else to, 303)
    remember(request, response, SIGNED_IN_COOKIE, secret, lasts if stay else None)
    language = journal.people.get(Actor(person_id, "web"), person_id).language
    if language in LANGUAGES:
        remember(request, response, LANGUAGE_COOKIE, language, YEAR)
    return response


def _first_page(journal: Journal, person_id: str) -> str:
    """Return where a person begins: with those they look after, unless they train themselves."""
    me = Actor(person_id, "web")
    looks_after = not set(LOOK_AFTER).isdisjoint(journal.people.get(me, person_id).roles)
    trains = looks_after and journal.screenings.latest(me, person_id) is not None
    return "/people" if looks_after and not trains else "/"


def hashing() -> threading.Semaphore:
    """Return what lets few passwords be hashed at once."""
    return _HASHING


def _gone() -> Response:
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(SIGNED_IN_COOKIE)
    return response
