"""JSON for the owner of the journal: accounts, the whole trail and a backup."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response

from backstride.journal import NotThereError, caretaking
from backstride.web.knowing import as_owner
from backstride.web.people import carrying
from backstride.web.people.api_shapes import Shape, TraceShape, TrailShape
from backstride.web.people.owning import signed_in_as
from backstride.web.people.trailing import Before
from backstride.web.visiting import actor_of, journal_of

router = APIRouter(prefix="/api", tags=["people"])


class AccountShape(Shape):
    """Somebody who can sign in, with nothing of what they keep."""

    person_id: str
    name: str
    login: str
    roles: list[str]
    owner: bool
    """Whether the journal is in their hands."""
    signed_in_at: datetime | None
    """When they last did, with a browser."""
    disabled: bool


class AccountsShape(Shape):
    """Everybody who has an account."""

    accounts: list[AccountShape]


class ChangedAccountShape(Shape):
    """What changes of an account; what is left out stays."""

    roles: list[str] | None = None
    disabled: bool | None = None
    owner: bool | None = None
    """True puts the journal into their hands, and so out of those of whoever asks."""


class ResetShape(Shape):
    """A link by which a person chooses a new password, once."""

    link: str


@router.get("/accounts")
def accounts(request: Request) -> AccountsShape:
    """Return all accounts; for the owner of the journal."""
    found = caretaking.list_accounts(journal_of(request), actor_of(request))
    return AccountsShape(accounts=[_shape(one) for one in found])


@router.patch("/accounts/{person_id}")
def change_account(request: Request, person_id: str, changed: ChangedAccountShape) -> AccountShape:
    """Change roles, disable or enable, or hand the journal on; not by a token."""
    journal, by = journal_of(request), actor_of(request)
    signed_in_as(by)
    as_owner(journal, by)
    if changed.roles is not None:
        caretaking.set_roles(journal, by, person_id, tuple(changed.roles))
    if changed.disabled is not None:
        (caretaking.disable if changed.disabled else caretaking.enable)(journal, by, person_id)
    found = caretaking.list_accounts(journal, by)
    if changed.owner:
        caretaking.make_owner(journal, by, person_id)
    for one in found:
        if one.person_id == person_id:
            return _shape(one, owner=bool(changed.owner) or one.owner)
    raise NotThereError("this person has no account.")


@router.post("/accounts/{person_id}/reset", status_code=201)
def reset(request: Request, person_id: str) -> ResetShape:
    """Make a link to a new password, which is returned this once; not by a token."""
    journal, by = journal_of(request), actor_of(request)
    signed_in_as(by)
    secret = caretaking.new_reset(journal, by, person_id)
    return ResetShape(link=f"{request.base_url}reset/{secret}")


@router.get("/whole/trail")
def whole_trail(
    request: Request,
    most: Annotated[int, Query(ge=1, le=10_000)] = 200,
    before: Before = None,
) -> TrailShape:
    """Return who saw and changed what of everybody; for the owner of the journal."""
    journal = journal_of(request)
    traces = journal.trail.all(as_owner(journal, actor_of(request)), most, before)
    return TrailShape(trail=[TraceShape.of(one) for one in traces])


@router.get("/whole/backup", response_class=FileResponse)
def backup(request: Request) -> Response:
    """Return a backup of the whole journal as a ZIP file; for its owner, and not by a token."""
    by = actor_of(request)
    if by.person_id is not None:
        signed_in_as(by)
    return carrying.back_up(request)


def _shape(one: caretaking.Listed, *, owner: bool | None = None) -> AccountShape:
    return AccountShape(
        person_id=one.person_id,
        name=one.name,
        login=one.login,
        roles=one.roles,
        owner=one.owner if owner is None else owner,
        signed_in_at=one.signed_in_at,
        disabled=one.closed_at is not None,
    )
