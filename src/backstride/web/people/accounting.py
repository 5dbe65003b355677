"""Accounts, for the owner of the journal: who has one, a new password for who forgot theirs.

Nothing of anybody's health stands here, and nothing here shows it: roles say what somebody is, and
what may be seen comes from sharing alone.
"""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.errors import BackstrideError
from backstride.journal import ConflictError, NotThereError, caretaking
from backstride.journal.people import ROLES
from backstride.web.entry import Form
from backstride.web.knowing import as_owner
from backstride.web.pages import page
from backstride.web.people.owning import signed_in_as
from backstride.web.visiting import actor_of, journal_of

router = APIRouter(include_in_schema=False)

DOES = {
    "disable": caretaking.disable,
    "enable": caretaking.enable,
    "owner": caretaking.make_owner,
}
"""What is done with an account by its id alone."""


@router.get("/accounts")
def show(request: Request) -> Response:
    """Show all accounts, without anything of what their people keep."""
    if not journal_of(request).accounts.any():
        return RedirectResponse("/open-account", 303)
    return _page(request)


@router.post("/accounts/reset")
def reset(request: Request, form: Form) -> Response:
    """Make a link to a new password, and show it this once."""
    journal, by = journal_of(request), actor_of(request)
    signed_in_as(by)
    try:
        secret = caretaking.new_reset(journal, by, form.get("person", ""))
    except (ConflictError, NotThereError) as error:
        return _page(request, error=error)
    return _page(request, link=f"{request.base_url}reset/{secret}", whose=form["person"])


@router.post("/accounts/roles")
def change_roles(request: Request, form: Form) -> Response:
    """Say what somebody is."""
    journal, by = journal_of(request), actor_of(request)
    signed_in_as(by)
    roles = tuple(one for one in ROLES if f"role_{one}" in form)
    try:
        caretaking.set_roles(journal, by, form.get("person", ""), roles)
    except BackstrideError as error:
        return _page(request, error=error)
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/{does}")
def change(request: Request, does: str, form: Form) -> Response:
    """Disable an account, enable it again, or make its person the owner of the journal."""
    journal, by = journal_of(request), actor_of(request)
    signed_in_as(by)
    as_owner(journal, by)
    if does not in DOES:
        raise NotThereError("there is nothing of that kind to do with an account.")
    if does == "owner" and "sure" not in form:
        unsure = ConflictError("say that you are sure: the journal leaves your hands by it.")
        return _page(request, error=unsure)
    try:
        DOES[does](journal, by, form.get("person", ""))
    except (ConflictError, NotThereError) as error:
        return _page(request, error=error)
    return RedirectResponse("/accounts" if does != "owner" else "/people", 303)


def _page(
    request: Request, *, link: str = "", whose: str = "", error: BackstrideError | None = None
) -> Response:
    journal, by = journal_of(request), actor_of(request)
    accounts = caretaking.list_accounts(journal, by)
    return page(
        request,
        "people-accounts.html",
        status=422 if error else 200,
        accounts=accounts,
        me=by.person_id,
        roles=ROLES,
        link=link,
        whose=next((one for one in accounts if one.person_id == whose), None),
        days=caretaking.RESET_LASTS.days,
        why=error or "",
    )
