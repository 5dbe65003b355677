"""The page behind an invitation's link."""

import threading

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.errors import BackstrideError
from backstride.journal.checks import check_choice
from backstride.journal.shares import MAY
from backstride.web.entry import Form, address_of, check_rate
from backstride.web.knowing import browser_token
from backstride.web.limits import SIGN_IN_ADDRESS
from backstride.web.pages import page
from backstride.web.people import inviting
from backstride.web.people.opening import new_account, open_account
from backstride.web.people.signing import come_in
from backstride.web.visiting import journal_of

router = APIRouter(include_in_schema=False)

_ONE_AT_A_TIME = threading.Lock()  # a link sent twice at once opens one account


@router.get("/join/{secret}")
def ask(request: Request, secret: str) -> Response:
    """Show what an invitation is to, and how to accept it."""
    return _page(request, secret, {})


@router.post("/join/{secret}")
def join(request: Request, secret: str, form: Form) -> Response:
    """Accept an invitation: as who is signed in, or with an account opened by it."""
    check_rate(request, SIGN_IN_ADDRESS, address_of(request))
    with _ONE_AT_A_TIME:
        return _join(request, secret, form)


def _join(request: Request, secret: str, form: Form) -> Response:
    journal = journal_of(request)
    invitation = inviting.read(journal, secret)
    check_choice("may", form.get("may") or invitation.may, MAY)
    token = browser_token(journal, request)
    if token is not None:
        inviting.accept(journal, secret, token.person_id, form.get("may", ""))
        return RedirectResponse("/people", 303)
    try:
        if invitation.taken_over is not None:
            person_id = invitation.taken_over.id
            open_account(journal, person_id, form)
        else:
            roles = tuple(dict.fromkeys((invitation.role, "athlete")))
            person_id = new_account(request, journal, form, roles).id
    except BackstrideError as error:
        return _page(request, secret, form, error)
    inviting.accept(journal, secret, person_id, form.get("may", ""))
    return come_in(request, person_id, "/", stay=True)


def _page(
    request: Request, secret: str, form: Form, error: BackstrideError | None = None
) -> Response:
    journal = journal_of(request)
    token = browser_token(journal, request)
    me = journal.people.get(request.state.actor, token.person_id) if token else None
    return page(
        request,
        "people-join.html",
        status=422 if error else 200,
        invitation=inviting.read(journal, secret),
        secret=secret,
        me=me,
        form=form,
        why=error or "",
        bare=True,
    )
