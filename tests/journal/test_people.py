"""People, accounts, tokens, shares and the trail."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backstride.errors import SettingsError
from backstride.journal import (
    LOCAL,
    Actor,
    ConflictError,
    Journal,
    JournalError,
    NotAllowedError,
    NotThereError,
)
from backstride.journal.overview import overview
from backstride.training.athlete_words import Site
from backstride.training.log import LogEntry
from tests.journal.people import planned_person, unwell, went
from tests.journal.servers import NOON, Clock

PASSWORD = "a horse goes backward"  # noqa: S105 - of nobody


def two(journal: Journal) -> tuple[Actor, Actor]:
    """Return an athlete and a coach."""
    ada = journal.people.add("Ada")
    coach = journal.people.add("Carl", roles=("coach",))
    return Actor(ada.id, "web"), Actor(coach.id, "web")


def test_a_person_is_kept_as_told(journal: Journal) -> None:
    """Name, zone, language and units, and settings by key."""
    ada = journal.people.add("  Ada ", zone="Europe/Berlin", language="de")
    journal.people.update(LOCAL, ada.id, settings={"theme": "dark", "sound": True})
    journal.people.update(LOCAL, ada.id, units="imperial", settings={"theme": None})
    found = journal.people.get(LOCAL, ada.id)

    assert ("Ada", "Europe/Berlin", "de") == (found.name, found.zone, found.language)
    assert ("imperial", {"sound": True}) == (found.units, found.settings)
    assert NOON == found.created_at


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "},
        {"name": "x" * 101},
        {"name": "A\x00da"},
        {"name": "A\ud800da"},
        {"zone": "Mars/Olympus"},
        {"zone": "../../etc/passwd"},
        {"units": "cubits"},
        {"roles": ()},
        {"roles": ("king",)},
    ],
)
def test_what_makes_no_sense_is_refused(journal: Journal, wrong: dict[str, object]) -> None:
    """With a sentence, and nothing kept."""
    with pytest.raises(SettingsError):
        journal.people.add(**{"name": "Ada"} | wrong)  # type: ignore[arg-type]

    assert 0 == journal.people.count()


def test_nobody_makes_themselves_a_coach(journal: Journal) -> None:
    """Roles are the owner's to give."""
    ada, _ = two(journal)

    with pytest.raises(SettingsError):
        journal.people.update(ada, str(ada.person_id), roles=("coach",))


def test_a_coach_sees_only_who_shared_and_only_while_they_share(journal: Journal) -> None:
    """Before, during and after; and a look from the other side is never a right."""
    ada, coach = two(journal)
    id_ = str(ada.person_id)
    with pytest.raises(NotAllowedError):
        journal.people.get(coach, id_)

    journal.shares.give(ada, id_, str(coach.person_id))
    assert "Ada" == journal.people.get(coach, id_).name
    assert ["Ada", "Carl"] == [one.name for one in journal.people.seen_by(coach)]
    assert ["Ada"] == [one.name for one in journal.people.seen_by(ada)]
    with pytest.raises(NotAllowedError):
        journal.people.get(ada, str(coach.person_id))

    journal.shares.end(ada, id_, str(coach.person_id))
    with pytest.raises(NotAllowedError):
        journal.people.get(coach, id_)
    assert [False] == [one.until is None for one in journal.shares.of(id_)]


def test_seeing_is_not_changing(journal: Journal, clock: Clock) -> None:
    """A share to see lets nobody write; one to change does both."""
    ada, coach = two(journal)
    id_ = str(ada.person_id)
    entry = LogEntry(day=clock().date(), uid="", rpe=4)
    journal.shares.give(ada, id_, str(coach.person_id), "see")
    with pytest.raises(NotAllowedError):
        journal.sessions.log(coach, id_, entry)

    journal.shares.give(ada, id_, str(coach.person_id), "change")
    kept = journal.sessions.log(coach, id_, entry)

    assert coach.person_id == kept.by_id
    assert [kept] == journal.sessions.of(ada, id_)


def test_only_the_owner_shares(journal: Journal) -> None:
    """Nobody takes a share for themselves."""
    ada, coach = two(journal)

    with pytest.raises(NotAllowedError):
        journal.shares.give(coach, str(ada.person_id), str(coach.person_id))


def test_a_stranger_learns_nothing_about_who_is_there(journal: Journal) -> None:
    """The same words for somebody who did not share and for nobody."""
    ada, coach = two(journal)
    said = []
    for id_ in (str(ada.person_id), "0" * 32):
        with pytest.raises(NotAllowedError) as found:
            journal.people.get(coach, id_)
        said.append(str(found.value))

    assert said[0] == said[1]
    with pytest.raises(NotThereError):
        journal.people.get(LOCAL, "0" * 32)


def test_who_looked_is_on_the_trail_once_an_hour(journal: Journal, clock: Clock) -> None:
    """A page is many requests, and the owner's own looks are nobody's business."""
    ada, coach = two(journal)
    id_ = str(ada.person_id)
    journal.shares.give(ada, id_, str(coach.person_id))
    for _ in range(3):
        journal.people.get(coach, id_)
        journal.people.get(ada, id_)
    clock.go(hours=1, minutes=1)
    journal.people.get(coach, id_)

    seen = [one for one in journal.trail.of(ada, id_) if one.did == "saw"]
    assert [("Carl", "person")] * 2 == [(one.actor_name, one.what) for one in seen]
    with pytest.raises(NotAllowedError):
        journal.trail.of(coach, id_)


@pytest.mark.parametrize("statement", ["UPDATE audit SET did = 'nothing'", "DELETE FROM audit"])
def test_the_trail_cannot_be_changed_even_by_hand(journal: Journal, statement: str) -> None:
    """The database itself refuses."""
    two(journal)
    before = journal.trail.all(LOCAL)

    with pytest.raises((DBAPIError, JournalError)), journal.write() as session:
        session.execute(text(statement))

    assert before == journal.trail.all(LOCAL) != []


def test_the_right_password_signs_in_and_nothing_else_does(journal: Journal) -> None:
    """Capitals of the name do not matter; those of the password do."""
    ada, _ = two(journal)
    assert not journal.accounts.any()
    journal.accounts.open(str(ada.person_id), "Ada@Example.org", PASSWORD)

    assert ada.person_id == journal.accounts.sign_in("ada@example.ORG ", PASSWORD).person_id
    assert journal.accounts.any()
    said = set()
    for login, password in (
        ("ada@example.org", PASSWORD.upper()),
        ("ada@example.org", ""),
        ("nobody", PASSWORD),
        ("", ""),
    ):
        with pytest.raises(NotAllowedError) as found:
            journal.accounts.sign_in(login, password)
        said.add(str(found.value))
    assert 1 == len(said)


def test_the_database_holds_no_password(journal: Journal) -> None:
    """An Argon2id hash alone."""
    ada, _ = two(journal)
    journal.accounts.open(str(ada.person_id), "ada", PASSWORD)

    with journal.read() as session:
        kept = session.execute(text("SELECT * FROM accounts")).mappings().one()
    assert PASSWORD not in str(dict(kept))
    assert kept["password_hash"].startswith("$argon2id$")


@pytest.mark.parametrize("password", ["short", "x" * 201, "ada@example.org"])
def test_a_weak_password_is_refused(journal: Journal, password: str) -> None:
    """Too short, absurdly long, or the name itself."""
    ada, _ = two(journal)

    with pytest.raises(SettingsError):
        journal.accounts.open(str(ada.person_id), "ada@example.org", password)
    assert journal.accounts.of(str(ada.person_id)) is None


def test_a_login_name_belongs_to_one(journal: Journal) -> None:
    """Whatever its capitals."""
    ada, coach = two(journal)
    journal.accounts.open(str(ada.person_id), "ada", PASSWORD)

    with pytest.raises(ConflictError):
        journal.accounts.open(str(coach.person_id), "ADA", PASSWORD)
    with pytest.raises(ConflictError):
        journal.accounts.open(str(ada.person_id), "other", PASSWORD)


def test_a_new_password_signs_everybody_out(journal: Journal) -> None:
    """Whoever had got in stays outside."""
    ada, _ = two(journal)
    id_ = str(ada.person_id)
    journal.accounts.open(id_, "ada", PASSWORD)
    secret, _ = journal.tokens.issue(id_, "browser")
    journal.accounts.set_password(id_, "another way backward", by=ada)

    with pytest.raises(NotAllowedError):
        journal.tokens.check(secret, "browser")
    with pytest.raises(NotAllowedError):
        journal.accounts.sign_in("ada", PASSWORD)
    assert id_ == journal.accounts.sign_in("ada", "another way backward").person_id


def test_a_closed_account_lets_nobody_in(journal: Journal) -> None:
    """Nor does anything that was issued to it."""
    ada, _ = two(journal)
    id_ = str(ada.person_id)
    journal.accounts.open(id_, "ada", PASSWORD)
    secret, _ = journal.tokens.issue(id_, "script")
    journal.accounts.close(id_, ada)

    with pytest.raises(NotAllowedError):
        journal.accounts.sign_in("ada", PASSWORD)
    with pytest.raises(NotAllowedError):
        journal.tokens.check(secret, "script")


def test_no_error_of_the_database_tells_what_was_to_be_kept(journal: Journal) -> None:
    """It may end in a log, and what was to be kept is about somebody's health."""
    with pytest.raises(JournalError) as found:
        journal.tokens.issue("0" * 32, "script", label="Zwölfender")

    assert "Zwölfender" not in str(found.value)
    assert found.value.__cause__ is None


def test_a_token_stands_for_its_person_until_it_ends(journal: Journal, clock: Clock) -> None:
    """By time, or because somebody ended it; and only as what it is."""
    ada, _ = two(journal)
    id_ = str(ada.person_id)
    secret, kept = journal.tokens.issue(
        id_, "calendar", label="phone", lasts=timedelta(days=30), data={"may": "see"}
    )
    found = journal.tokens.check(secret, "calendar")
    assert (id_, "phone", {"may": "see"}) == (found.person_id, found.label, found.data)
    for other, kind in ((secret, "script"), (secret[:-1], "calendar"), ("", "calendar")):
        with pytest.raises(NotAllowedError):
            journal.tokens.check(other, kind)

    clock.go(days=31)
    with pytest.raises(NotAllowedError):
        journal.tokens.check(secret, "calendar")
    clock.go(days=-31)
    journal.tokens.revoke(id_, kept.id)
    with pytest.raises(NotAllowedError):
        journal.tokens.check(secret, "calendar")
    assert [] == journal.tokens.of(id_)


def test_nobody_ends_anothers_token(journal: Journal) -> None:
    """Its id alone is no right."""
    ada, coach = two(journal)
    _, kept = journal.tokens.issue(str(ada.person_id), "script")

    with pytest.raises(NotThereError):
        journal.tokens.revoke(str(coach.person_id), kept.id)


def test_the_overview_puts_who_needs_attention_first(journal: Journal, clock: Clock) -> None:
    """Stopped, then stepped back, then those without trouble; nobody who did not share."""
    coach = Actor(journal.people.add("Carl", roles=("coach",)).id)
    pains: dict[str, float] = {"Well": 0, "Stopped": 9, "Sore": 6, "Stranger": 9}
    for name, pain in pains.items():
        id_, version = planned_person(journal, name)
        if name != "Stranger":
            journal.shares.give(LOCAL, id_, str(coach.person_id))
        first = version.programme.sessions()[0]
        clock.go_to(first.day)
        hurt = {"knee": pain} if pain else {}
        journal.sessions.log(LOCAL, id_, went(first, pain_during=hurt, rpe=5), minutes=30)
        journal.programmes.adapt(LOCAL, id_)
        clock.go_to(NOON.date())

    found = overview(journal, coach)

    assert ["Stopped", "Sore", "Well", "Carl"] == [one.person.name for one in found]
    assert ["stop", "regress", "progress", None] == [one.outcome for one in found]
    assert [9, 6, 0, None] == [one.worst_pain for one in found]
    assert [150, 1] == [found[0].load, found[0].sessions]
    assert found[2].next_planned is not None
    assert [("knee",), ("knee",), ()] == [one.pain_sites for one in found[:3]]


def test_who_needs_attention_is_more_than_what_the_rules_decided(
    journal: Journal, clock: Clock
) -> None:
    """Whom the screening refused, who hurts without a plan, and who reports nothing come first."""
    planned_person(journal, "Calm")
    day = clock.now.date()
    hurts = journal.people.add("Hurts").id
    journal.people.add("Idle")
    refused = journal.people.add("Refused").id
    journal.screenings.answer(LOCAL, refused, unwell(), {})
    calm = overview(journal, LOCAL)
    assert ["Refused", "Calm", "Hurts", "Idle"] == [one.person.name for one in calm]
    silent, version = planned_person(journal, "Silent")
    clock.go(days=14)
    ill: dict[Site, float] = {"calf": 2.0, "knee": 4.0}
    journal.sessions.log(LOCAL, hurts, LogEntry(day=day, uid="", pain_during=ill), minutes=20)
    calm_id = next(one.person.id for one in calm if one.person.name == "Calm")
    journal.sessions.log(LOCAL, calm_id, LogEntry(day=day, uid=""), minutes=20)
    journal.programmes.skip(LOCAL, silent, version.programme.sessions()[-1].uid, "ill")
    found = {one.person.name: one for one in overview(journal, LOCAL)}
    assert ["Refused", "Hurts", "Silent", "Calm", "Idle"] == list(found)
    assert ["screened", "pain", "silent", None, None] == [o.attention for o in found.values()]
    assert (found["Hurts"].pain_sites, found["Hurts"].has_plan) == (("knee",), False)
    due = [one for one in version.programme.sessions() if one.day < clock.now.date()]
    assert found["Silent"].missed == len(due) > 2
    assert found["Calm"].missed == len(due)
