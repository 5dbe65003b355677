"""Who sees whom, and how that comes and goes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from backstride.journal import LOCAL
from tests.web.people.club import PASSWORD, Club, link_in

NEW = {"name": "Bo", "login": "bo", "password": PASSWORD}


def test_a_coach_sees_only_who_shared(club: Club) -> None:
    """Everything of anybody else is refused, and the list does not name them."""
    ada, _ = club.member("Ada")
    bo, _ = club.member("Bo")
    kim, coach = club.member("Kim", role="coach")
    club.journal.shares.give(LOCAL, ada, kim, "see")
    listed = coach.get("/people").text
    assert ">Ada<" in listed
    assert ">Bo<" not in listed
    assert coach.get(f"/people/{ada}/settings").status_code == 200
    for page in ("settings", "plan", "log", "trail", "sharing"):
        assert coach.get(f"/people/{bo}/{page}").status_code == 403, page
    assert coach.get(f"/api/people/{bo}/settings").json()["error"]["code"] == "not_allowed"


def test_who_may_see_cannot_change(club: Club) -> None:
    """The frame says whose page it is and that it is to be seen only; a change is refused."""
    ada, _ = club.member("Ada")
    kim, coach = club.member("Kim", role="coach")
    club.journal.shares.give(LOCAL, ada, kim, "see")
    page = coach.get(f"/people/{ada}/settings").text
    assert "You are looking at Ada, shared with you. You can see and not change." in page
    assert coach.post(f"/people/{ada}/settings", data={"name": "Eve"}).status_code == 403
    assert club.journal.people.get(LOCAL, ada).name == "Ada"
    club.journal.shares.give(LOCAL, ada, kim, "change")
    form = {"name": "Ada L", "zone": "UTC"}
    assert coach.post(f"/people/{ada}/settings", data=form).status_code == 303
    assert club.journal.people.get(LOCAL, ada).name == "Ada L"


@pytest.mark.parametrize("path", ["settings/export", "settings/delete", "sharing/invite"])
def test_what_is_shared_is_not_carried_away(club: Club, path: str) -> None:
    """Even who may change exports, deletes and invites nobody."""
    ada, _ = club.member("Ada")
    kim, coach = club.member("Kim", role="coach")
    club.journal.shares.give(LOCAL, ada, kim, "change")
    answer = coach.post(f"/people/{ada}/{path}", data={"name": "Ada", "kind": "to_see_me"})
    assert answer.status_code == 403
    assert club.journal.people.get(LOCAL, ada).name == "Ada"


def test_a_coach_invites_an_athlete_who_decides_what_the_coach_may(club: Club) -> None:
    """The link opens an account, shares as the athlete says, and is good for one time."""
    kim, coach = club.member("Kim", role="coach")
    made = coach.post("/sharing/invite", data={"kind": "to_be_seen", "may": "change"})
    link = link_in(made.text)
    athlete = club.browser()
    assert "Kim would like to look after you" in athlete.get(link).text
    assert athlete.post(link, data={**NEW, "may": "see"}).headers["location"] == "/"
    bo = club.person("Bo")
    assert [(s.viewer_id, s.may) for s in club.journal.shares.of(bo)] == [(kim, "see")]
    assert athlete.get("/settings").status_code == 200
    assert club.browser().get(link).status_code == 403


def test_an_athlete_invites_a_coach_who_has_an_account(club: Club) -> None:
    """Whoever is signed in accepts as who they are, and sees the athlete from then on."""
    ada, athlete = club.member("Ada")
    _, coach = club.member("Kim", role="coach")
    made = athlete.post(
        "/sharing/invite", data={"kind": "to_see_me", "may": "see", "role": "coach"}
    )
    link = link_in(made.text)
    assert "You are signed in as Kim" in coach.get(link).text
    assert coach.post(link).headers["location"] == "/people"
    assert coach.get(f"/people/{ada}/settings").status_code == 200
    assert "Kim" in athlete.get("/sharing").text


def test_who_comes_by_an_invitation_gets_the_role_it_names_and_no_other(club: Club) -> None:
    """A role is what the inviter said, whatever the form claims."""
    _, athlete = club.member("Ada")
    made = athlete.post(
        "/sharing/invite", data={"kind": "to_see_me", "may": "see", "role": "clinician"}
    )
    club.browser().post(link_in(made.text), data={**NEW, "role": "coach"})
    bo = club.journal.people.get(LOCAL, club.person("Bo"))
    assert bo.roles == ["clinician", "athlete"]


def test_an_invitation_that_fails_is_not_used_up(club: Club) -> None:
    """A name that is taken is said, and the link still works."""
    _, athlete = club.member("Ada")
    link = link_in(athlete.post("/sharing/invite", data={"kind": "to_see_me"}).text)
    refused = club.browser().post(link, data={**NEW, "login": "ada"})
    assert refused.status_code == 422
    assert "taken" in refused.text
    assert club.browser().post(link, data=NEW).status_code == 303
    assert sorted(one.name for one in club.journal.people.seen_by(LOCAL)) == ["Ada", "Bo"]


def test_a_withdrawn_invitation_is_good_for_nothing(club: Club) -> None:
    """It leaves the list, and its link is refused."""
    ada, athlete = club.member("Ada")
    link = link_in(athlete.post("/sharing/invite", data={"kind": "to_see_me"}).text)
    [waiting] = club.journal.tokens.of(ada, "invitation")
    athlete.post("/sharing/withdraw", data={"invitation": waiting.id})
    assert club.browser().get(link).status_code == 403
    assert "Withdraw" not in athlete.get("/sharing").text


def test_nobody_accepts_their_own_invitation(club: Club) -> None:
    """It says so, and stays good for somebody else."""
    _, athlete = club.member("Ada")
    link = link_in(athlete.post("/sharing/invite", data={"kind": "to_see_me"}).text)
    assert athlete.post(link).status_code == 422
    assert club.browser().get(link).status_code == 200


def test_a_coach_adds_somebody_and_hands_their_journal_over(club: Club) -> None:
    """What was kept for them so far is theirs, with an account; the coach keeps what they allow."""
    club.member("Ada")
    kim, coach = club.member("Kim", role="coach")
    coach.post("/people/add", data={"name": "Bo"})
    bo = club.person("Bo")
    form = {"kind": "to_take_over", "may": "change", "person": bo}
    link = link_in(coach.post("/sharing/invite", data=form).text)
    athlete = club.browser()
    athlete.post(link, data={**NEW, "may": "see"})
    assert "Bo" in athlete.get("/settings").text
    running = [s for s in club.journal.shares.of(bo) if s.until is None]
    assert [(s.viewer_id, s.may) for s in running] == [(kim, "see")]
    assert coach.post("/sharing/invite", data=form).status_code in (403, 409)


def test_somebody_else_s_journal_is_not_handed_over(club: Club) -> None:
    """Only by who may change it, and only while its owner has no account."""
    ada, _ = club.member("Ada")
    _, eve = club.member("Eve", role="coach")
    club.journal.people.add("Ida")
    for person in (ada, club.person("Ida")):
        form = {"kind": "to_take_over", "person": person}
        assert eve.post("/sharing/invite", data=form).status_code == 403


def test_sharing_ends_at_once_from_either_side(club: Club) -> None:
    """The next page is refused."""
    ada, athlete = club.member("Ada")
    kim, coach = club.member("Kim", role="coach")
    for end, form in (
        (athlete, {"other": kim, "side": "mine"}),
        (coach, {"other": ada, "side": "theirs"}),
    ):
        club.journal.shares.give(LOCAL, ada, kim, "see")
        assert coach.get(f"/people/{ada}/settings").status_code == 200
        end.post("/sharing/end", data=form)
        assert coach.get(f"/people/{ada}/settings").status_code == 403


def test_an_athlete_adds_nobody(club: Club) -> None:
    """Only who looks after others does; the owner of the journal may too."""
    club.member("Olga")
    _, athlete = club.member("Ada")
    assert athlete.post("/people/add", data={"name": "Bo"}).status_code == 403
    assert "Add a person" not in athlete.get("/people").text


def test_a_person_sees_who_looked_and_what_changed(club: Club) -> None:
    """A coach's look and change stand on the trail of the athlete, who alone sees it."""
    ada, athlete = club.member("Ada")
    kim, coach = club.member("Kim", role="coach")
    club.journal.shares.give(LOCAL, ada, kim, "change")
    coach.get(f"/people/{ada}/settings")
    coach.post(f"/people/{ada}/settings", data={"name": "Ada", "units": "imperial"})
    trail = athlete.get("/trail").text
    assert "Kim" in trail
    assert "saw" in trail
    assert "changed" in trail
    assert coach.get(f"/people/{ada}/trail").status_code == 403
    assert coach.get("/people/trail").status_code == 403
    assert athlete.get("/people/trail").status_code == 200  # the first account owns the journal


def test_a_journal_is_not_handed_over_by_who_may_change_it_no_more(club: Club) -> None:
    """A link that was made before the share ended is good for nothing."""
    club.member("Olga")
    kim, coach = club.member("Kim", role="coach")
    coach.post("/people/add", data={"name": "Bo"})
    bo = club.person("Bo")
    form = {"kind": "to_take_over", "may": "change", "person": bo}
    link = link_in(coach.post("/sharing/invite", data=form).text)
    club.journal.shares.end(LOCAL, bo, kim)
    assert club.browser().get(link).status_code == 403
    assert club.browser().post(link, data=NEW).status_code == 403
    assert club.journal.accounts.of(bo) is None


def test_a_link_sent_twice_at_once_opens_one_account(club: Club) -> None:
    """It is good for one person, however fast two are."""
    _, coach = club.member("Kim", role="coach")
    link = link_in(coach.post("/sharing/invite", data={"kind": "to_be_seen"}).text)
    logins = [f"bo{number}" for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(
                lambda one: club.browser().post(link, data={**NEW, "login": one}).status_code,
                logins,
            )
        )
    assert sorted(answers) == [303, 403, 403, 403]
    assert club.journal.people.count() == 2


def test_an_answer_that_makes_no_sense_uses_no_invitation_up(club: Club) -> None:
    """Nobody gets an account without what they were invited to."""
    _, coach = club.member("Kim", role="coach")
    link = link_in(coach.post("/sharing/invite", data={"kind": "to_be_seen"}).text)
    assert club.browser().post(link, data={**NEW, "may": "everything"}).status_code == 422
    assert club.journal.people.count() == 1
    assert club.browser().get(link).status_code == 200
