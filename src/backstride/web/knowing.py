"""Whom a request comes from: a signed-in browser, or a script with a token."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from backstride.journal import LOCAL, Actor, Journal, NotAllowedError
from backstride.journal.tokens import Token

SIGNED_IN_COOKIE = "backstride_signed_in"

STAYS_SIGNED_IN = timedelta(days=30)
"""On one's own device; then the password is asked for again."""

SIGNED_IN = timedelta(hours=12)
"""On any other device; its browser forgets earlier, when it is closed."""

LOOK_AFTER = ("coach", "clinician", "analyst")
"""Roles of people who look after others."""

MAY = ("see", "change")
"""What a token for scripts may."""


def bearer_of(request: Request) -> str:
    """Return the token that a script sent, empty without one."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def script_token(journal: Journal, secret: str) -> Token:
    """Return the token of a script.

    Raises
    ------
    NotAllowedError
        When it is none, or was revoked.
    """
    return journal.tokens.check(secret, "script")


def browser_token(journal: Journal, request: Request) -> Token | None:
    """Return what a browser signed in with; None when it did not, or no longer."""
    secret = request.cookies.get(SIGNED_IN_COOKIE)
    if not secret:
        return None
    try:
        return journal.tokens.check(secret, "browser")
    except NotAllowedError:
        return None


def is_owner(journal: Journal, by: Actor) -> bool:
    """Return whether somebody may do what concerns the whole journal, such as a backup.

    That is whoever sits at the computer while nobody has an account; then the first who got one.
    """
    return by.person_id is None or by.person_id == journal.accounts.owner()


def as_owner(journal: Journal, by: Actor) -> Actor:
    """Return whom the journal takes for its owner, when somebody is.

    Raises
    ------
    NotAllowedError
        When they are not.
    """
    if not is_owner(journal, by):
        raise NotAllowedError("only the owner of this journal, who opened it, can do that.")
    return LOCAL


def remember(
    request: Request, response: Response, name: str, value: str, lasts: timedelta | None
) -> None:
    """Let a browser remember something: until it is closed, where no time is said."""
    response.set_cookie(
        name,
        value,
        max_age=None if lasts is None else int(lasts.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
