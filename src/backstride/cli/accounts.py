"""``backstride accounts``: who can sign in to the app, for whoever runs it."""

import argparse

from backstride.cli.keeping import there
from backstride.errors import SettingsError
from backstride.journal import LOCAL, Journal, caretaking
from backstride.journal.caretaking import Listed


def list_them(arguments: argparse.Namespace) -> int:
    """Print everybody who has an account, with nothing of what they keep."""
    with there(arguments.journal) as journal:
        found = caretaking.list_accounts(journal, LOCAL)
    if not found:
        print("Nobody has an account yet; the first is opened in the app.")
        return 0
    head = ("name", "login", "roles", "last signed in", "")
    rows = [head, *(_row(one) for one in found)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    for row in rows:
        print("  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip())
    return 0


def reset(arguments: argparse.Namespace) -> int:
    """Print a link by which somebody chooses a new password, once."""
    with there(arguments.journal) as journal:
        one = _named(journal, arguments.who)
        secret = caretaking.new_reset(journal, LOCAL, one.person_id)
    print(f"{arguments.at.rstrip('/')}/reset/{secret}")
    print(
        f"Hand it to {one.name} and nobody else: it is good for one time and "
        f"{caretaking.RESET_LASTS.days} days."
    )
    return 0


def disable(arguments: argparse.Namespace) -> int:
    """Let somebody sign in no more."""
    with there(arguments.journal) as journal:
        one = _named(journal, arguments.who)
        caretaking.disable(journal, LOCAL, one.person_id)
    print(f"{one.name}: disabled, and signed out everywhere. What is theirs stays.")
    return 0


def enable(arguments: argparse.Namespace) -> int:
    """Let somebody sign in again."""
    with there(arguments.journal) as journal:
        one = _named(journal, arguments.who)
        caretaking.enable(journal, LOCAL, one.person_id)
    print(f"{one.name}: can sign in again, by the password as it was.")
    return 0


def roles(arguments: argparse.Namespace) -> int:
    """Say what somebody is."""
    with there(arguments.journal) as journal:
        one = _named(journal, arguments.who)
        caretaking.set_roles(journal, LOCAL, one.person_id, tuple(arguments.role))
    print(f"{one.name}: {', '.join(dict.fromkeys(arguments.role))}. What they may see stays.")
    return 0


def owner(arguments: argparse.Namespace) -> int:
    """Put the journal into somebody's hands."""
    with there(arguments.journal) as journal:
        one = _named(journal, arguments.who)
        caretaking.make_owner(journal, LOCAL, one.person_id)
    print(f"{one.name}: the journal is in their hands now.")
    return 0


def _row(one: Listed) -> tuple[str, str, str, str, str]:
    last = one.signed_in_at.strftime("%Y-%m-%d") if one.signed_in_at else "never"
    marks = ("owner" if one.owner else "", "disabled" if one.closed_at else "")
    return one.name, one.login, ", ".join(one.roles), last, " ".join(filter(None, marks))


def _named(journal: Journal, who: str) -> Listed:
    """Return the account with a login name or id, or of the only person who is called so."""
    everybody = caretaking.list_accounts(journal, LOCAL)
    exact = [one for one in everybody if who.lower() == one.login or who == one.person_id]
    found = exact or [one for one in everybody if who == one.name]
    if len(found) == 1:
        return found[0]
    known = ", ".join(one.login for one in found or everybody)
    reason = "more than one is called so" if found else "nobody with an account is called so"
    raise SettingsError(f"{who}: {reason}; name a login: {known or 'there is none yet'}.")
