"""Tokens for scripts: made, listed and revoked."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.journal.checks import check_choice
from backstride.web.entry import Form
from backstride.web.knowing import MAY
from backstride.web.pages import page
from backstride.web.people.owning import own
from backstride.web.visiting import Visit, Visiting

router = APIRouter()


@router.get("/settings/tokens")
def show(request: Request, visit: Visiting) -> Response:
    """Show a person's tokens, without their secrets."""
    return _page(request, own(visit))


@router.post("/settings/tokens")
def issue(request: Request, visit: Visiting, form: Form) -> Response:
    """Make a token, and show its secret this once."""
    may = check_choice("may", form.get("may", ""), MAY)
    secret, _ = own(visit).journal.tokens.issue(
        visit.person.id, "script", label=form.get("label", ""), data={"may": may}
    )
    return _page(request, visit, secret)


@router.post("/settings/tokens/revoke")
def revoke(visit: Visiting, form: Form) -> Response:
    """End a token at once."""
    own(visit).journal.tokens.revoke(visit.person.id, form.get("token", ""))
    return RedirectResponse(visit.at("/settings/tokens"), 303)


def _page(request: Request, visit: Visit, secret: str = "") -> Response:
    return page(
        request,
        "people-tokens.html",
        tokens=visit.journal.tokens.of(visit.person.id, "script"),
        secret=secret,
        host=str(request.base_url),
    )
