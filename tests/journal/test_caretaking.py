"""Looking after accounts, and in whose hands the journal is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData, insert

from backstride.errors import SettingsError
from backstride.journal import (
    LOCAL,
    Actor,
    ConflictError,
    Journal,
    NotAllowedError,
    NotThereError,
)
from backstride.journal import caretaking as care
from backstride.journal.engine import make_engine
from backstride.journal.migrate import bring_up
from backstride.journal.place import find_place
from backstride.journal.upkeep import erase
from tests.journal.servers import NOON, Clock

PASSWORD, NEW = "a horse goes backward", "and a crab sideways"


def member(journal: Journal, name: str) -> Actor:
    """Return somebody with an account."""
    person = journal.people.add(name)
    journal.accounts.open(person.id, name.lower(), PASSWORD)
    return Actor(person.id, "web")


def id_of(actor: Actor) -> str:
    """Return the id of somebody who is not just anyone at the computer."""
    assert actor.person_id is not None
    return actor.person_id


def test_the_journal_is_in_the_hands_of_who_opened_the_first_account(
    journal: Journal, clock: Clock
) -> None:
    """It falls to nobody when they leave, until it is given to somebody."""
    olga = member(journal, "Olga")
    clock.go(hours=1)
    ada = member(journal, "Ada")
    assert journal.accounts.owner() == olga.person_id
    erase(journal, olga, id_of(olga))
    assert journal.accounts.owner() is None
    with pytest.raises(NotAllowedError):
        care.make_owner(journal, ada, id_of(ada))
    care.make_owner(journal, LOCAL, id_of(ada))
    assert journal.accounts.owner() == ada.person_id


def test_a_journal_from_before_stays_in_the_hands_it_was_in(tmp_path: Path, clock: Clock) -> None:
    """Revision 0004 marks the first account that is open."""
    place = find_place(tmp_path / "journal.sqlite")
    engine = make_engine(place)
    bring_up(engine, place, "0003")
    known = MetaData()
    known.reflect(engine)
    plain = {"roles": [], "units": "metric", "language": "en", "zone": "UTC", "settings": {}}
    with engine.begin() as connection:
        for number, closed_at in enumerate((NOON, None, None)):
            id_, at = f"{number}" * 32, NOON + timedelta(hours=number)
            person = {"id": id_, "name": "P", "created_at": at, **plain}
            account = {"person_id": id_, "login": id_, "password_hash": "x", "created_at": at}
            account |= {"password_at": at, "closed_at": closed_at}
            for name, row in (("people", person), ("accounts", account)):
                table = known.tables[name]
                values = {
                    key: one.replace(tzinfo=None) if isinstance(one, datetime) else one
                    for key, one in row.items()
                }
                connection.execute(insert(table), values)
    bring_up(engine, place)
    engine.dispose()
    with Journal(place, clock) as journal:
        assert journal.accounts.owner() == "1" * 32


def test_a_link_to_a_new_password_is_good_once(journal: Journal) -> None:
    """Whoever was signed in is signed out; the one who made it stands in the person's trail."""
    olga, ada = member(journal, "Olga"), member(journal, "Ada")
    signed_in, _ = journal.tokens.issue(id_of(ada), "browser")
    secret = care.new_reset(journal, olga, id_of(ada))
    with pytest.raises(SettingsError):
        care.use_reset(journal, secret, "ada", "short")
    assert care.use_reset(journal, secret, "ada", NEW) == ada.person_id
    assert journal.accounts.sign_in("ada", NEW).person_id == ada.person_id
    for used, kind in ((secret, care.RESET), (signed_in, "browser")):
        with pytest.raises(NotAllowedError):
            journal.tokens.check(used, kind)
    with pytest.raises(NotAllowedError):
        care.use_reset(journal, secret, "ada", PASSWORD)
    made = [one for one in journal.trail.of(LOCAL, id_of(ada)) if one.what == "reset token"]
    assert ("Olga", "added") in [(one.actor_name, one.did) for one in made]


def test_a_new_link_ends_the_one_before_and_each_ends_by_itself(
    journal: Journal, clock: Clock
) -> None:
    """Nobody finds an old one in a mailbox and comes in by it."""
    ada = member(journal, "Ada")
    first, second = (care.new_reset(journal, LOCAL, id_of(ada)) for _ in range(2))
    with pytest.raises(NotAllowedError):
        care.use_reset(journal, first, "ada", NEW)
    clock.go(days=2, seconds=1)
    with pytest.raises(NotAllowedError):
        care.use_reset(journal, second, "ada", NEW)


def test_who_is_disabled_comes_in_by_nothing_until_enabled(journal: Journal) -> None:
    """Neither by password nor by any token or link; what is theirs stays."""
    member(journal, "Olga")
    ada = member(journal, "Ada")
    secrets = [(journal.tokens.issue(id_of(ada), k)[0], k) for k in ("browser", "script")]
    link = care.new_reset(journal, LOCAL, id_of(ada))
    care.disable(journal, LOCAL, id_of(ada))
    with pytest.raises(NotAllowedError):
        journal.accounts.sign_in("ada", PASSWORD)
    for secret, kind in (*secrets, (link, care.RESET)):
        with pytest.raises(NotAllowedError):
            journal.tokens.check(secret, kind)
    with pytest.raises(ConflictError):
        care.new_reset(journal, LOCAL, id_of(ada))
    assert journal.people.count() == 2
    care.enable(journal, LOCAL, id_of(ada))
    assert journal.accounts.sign_in("ada", PASSWORD).closed_at is None


def test_the_owner_is_not_disabled(journal: Journal) -> None:
    """Somebody has to be it; handed on, they can be."""
    olga, ada = member(journal, "Olga"), member(journal, "Ada")
    with pytest.raises(ConflictError):
        care.disable(journal, LOCAL, id_of(olga))
    care.make_owner(journal, olga, id_of(ada))
    care.disable(journal, ada, id_of(olga))
    with pytest.raises(ConflictError):
        care.make_owner(journal, ada, id_of(olga))


def test_the_list_says_who_can_sign_in_and_nothing_else(journal: Journal, clock: Clock) -> None:
    """By name, with roles, the last time and whose hands it is in."""
    member(journal, "Olga")
    ada = member(journal, "Ada")
    journal.people.add("Bo")
    clock.go(hours=3)
    journal.tokens.issue(id_of(ada), "browser")
    care.set_roles(journal, LOCAL, id_of(ada), ("coach", "athlete", "coach"))
    first, second = care.list_accounts(journal, LOCAL)
    assert (first.name, first.roles, first.owner) == ("Ada", ["coach", "athlete"], False)
    assert (first.signed_in_at, second.signed_in_at) == (clock.now, None)
    assert (second.name, second.owner, second.closed_at) == ("Olga", True, None)
    with pytest.raises(SettingsError):
        care.set_roles(journal, LOCAL, id_of(ada), ("king",))


DOES: list[Callable[[Journal, Actor, str], object]] = [
    lambda journal, by, _: care.list_accounts(journal, by),
    care.new_reset,
    care.disable,
    care.enable,
    care.make_owner,
    lambda journal, by, who: care.set_roles(journal, by, who, ("coach",)),
]


@pytest.mark.parametrize("does", DOES)
def test_only_the_owner_and_who_sits_at_the_computer_look_after_accounts(
    journal: Journal, does: Callable[[Journal, Actor, str], object]
) -> None:
    """Nobody else, not even for themselves; and only where there is an account."""
    member(journal, "Olga")
    ada, bo = member(journal, "Ada"), member(journal, "Bo")
    for whom in (ada, bo):
        with pytest.raises(NotAllowedError):
            does(journal, ada, id_of(whom))
    if does is not DOES[0]:
        with pytest.raises(NotThereError):
            does(journal, LOCAL, "0" * 32)
