"""What is a person's alone to do: nobody it was shared with exports, deletes or invites."""

from backstride.journal import Actor, NotAllowedError
from backstride.web.visiting import Visit


def own(visit: Visit) -> Visit:
    """Return a visit of a person to their own things.

    Raises
    ------
    NotAllowedError
        When it is another person's, or a script's.
    """
    if visit.by.via == "token":
        raise NotAllowedError("a token cannot do that; sign in with a browser.")
    if visit.by.person_id not in (None, visit.person.id):
        raise NotAllowedError("only the person themselves can do that.")
    return visit


def signed_in_as(by: Actor) -> str:
    """Return the id of whoever signed in with a browser.

    Raises
    ------
    NotAllowedError
        When nobody did.
    """
    if by.person_id is None or by.via == "token":
        raise NotAllowedError("open an account for yourself first, and sign in.")
    return by.person_id
