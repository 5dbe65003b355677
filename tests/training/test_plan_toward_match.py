"""Programmes that go towards a match: within every rule, and never beyond it without a reason."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.cli.main import main
from backstride.training import weeks
from backstride.training.athlete import Athlete
from backstride.training.athlete_text import athlete_toml
from backstride.training.log import LogEntry
from backstride.training.match_aim import aim_at
from backstride.training.match_reach import reached_in
from backstride.training.match_share import AIMED, aim_of, week_profile
from backstride.training.match_targets import MatchTargets
from backstride.training.plan import plan
from backstride.training.programme import PlannedSession, Programme, Wishes
from backstride.training.programme_json import (
    programme_as_dict,
    programme_from_text,
    programme_json,
)
from backstride.training.progression import progress
from backstride.training.safety_check import check
from backstride.training.screening import screen
from backstride.training.session_profile import middle, profile_of
from tests.training.athlete_strategies import TODAY, healthy
from tests.training.match_strategies import targets, usual_targets
from tests.training.plan_strategies import twelve_weeks

AS_BEFORE = ("weeks", "sessions_per_week", "template_ids", "event_on")


def defender() -> Athlete:
    """Return a football player with time on three days and a match on Sundays."""
    days = dict.fromkeys(("tuesday", "thursday", "saturday"), 60)
    return healthy(
        sport="soccer",
        position="outfield",
        backward_experience="some",
        goals=("sport_skill",),
        equipment=("cones",),
        minutes_by_weekday=days,
        match_weekdays=("sunday",),
    )


def programme(made: MatchTargets | None, **wishes: Any) -> Programme:
    """Return the defender's programme."""
    athlete = defender()
    found = plan(athlete, screen(athlete, {}, TODAY), TODAY, Wishes(targets=made, **wishes))
    assert isinstance(found, Programme)
    return found


def held(sessions: Sequence[PlannedSession]) -> Any:
    """Return what the sessions of a week hold."""
    return week_profile(one.session for one in sessions)


@given(made=targets(), seed=st.integers(0, 2**32))
@settings(max_examples=40)
def test_no_rule_is_broken_whatever_a_match_asks(made: MatchTargets, seed: int) -> None:
    """Anyone, any targets, twelve weeks logged at random and planned again."""
    for case in twelve_weeks(seed, targets=made):
        assert [] == check(case)


@given(made=targets(), seed=st.integers(0, 2**32))
@settings(max_examples=40)
def test_a_week_goes_beyond_a_match_only_where_it_says_why(made: MatchTargets, seed: int) -> None:
    """The session that takes a week beyond a quantity names it, with a reason."""
    first = next(twelve_weeks(seed, targets=made), None)
    if first is None:
        return
    for week in first.programme.weeks:
        for number, one in enumerate(week.sessions, start=1):
            before, after = held(week.sessions[: number - 1]), held(week.sessions[:number])
            said = one.reasons[-1].text
            for quantity in AIMED:
                known = aim_of(quantity, made)
                now = middle(quantity.held(after))
                if known and now > max(known[1], middle(quantity.held(before))):
                    assert quantity.words in said.partition(", because ")[0]
                    assert said.partition(", because ")[2]


@given(seed=st.integers(0, 2**32))
@settings(max_examples=20)
def test_without_targets_nothing_of_this_is_used(seed: int) -> None:
    """The same programme, word for word, and no key more in JSON."""

    def broken(*_: object) -> None:
        raise AssertionError("targets were heeded")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("ranked", "reason_toward", "held_back", "share_sentence"):
            patch.setattr(weeks, name, broken)
        for case in twelve_weeks(seed):
            plain = programme_as_dict(case.programme)
            assert list(AS_BEFORE) == list(plain["wishes"])
            assert all("match" not in week for week in plain["weeks"])
            assert all(3 == len(one.reasons) for one in case.programme.sessions())


def test_a_huge_demand_makes_no_week_grow_faster() -> None:
    """Fifty times a match's demand gives no week more than the growth that is allowed."""
    huge = programme(usual_targets(times=50.0), weeks=12, sessions_per_week=3)
    times = [sum(profile_of(s.session).backward_s[1] for s in week.sessions) for week in huge.weeks]
    assert max(times[:1]) <= 60 * huge.settings.free_minutes
    for n in range(1, 12):
        most = max(60 * huge.settings.free_minutes, 1.3 * max(times[max(0, n - 4) : n]))
        assert times[n] <= most + 6  # minutes are compared as shown, to a tenth


def test_a_programme_goes_towards_the_match_and_turns_into_sprints() -> None:
    """From building on, weeks turn from backward into forward; later ones into sprints."""
    made = programme(usual_targets(), weeks=16)
    turns = [held(week.sessions).turns for week in made.weeks]
    sprints = [held(week.sessions).sprints for week in made.weeks]
    assert 0 == turns[0] == sprints[0]
    first = next(n for n, one in enumerate(turns) if one)
    assert all(turns[first:])
    assert 0 < max(sprints)
    assert first < sprints.index(max(sprints))
    assert max(turns) <= 31


def test_a_drill_is_in_it_without_a_goal_that_it_serves() -> None:
    """A match that asks for turns brings in the drill that holds them, and says so."""
    athlete = replace(defender(), sport="general", position="", goals=("learn",))
    found = screen(athlete, {}, TODAY)
    with_it, without = (
        plan(athlete, found, TODAY, Wishes(weeks=12, targets=one))
        for one in (usual_targets(), None)
    )
    assert isinstance(with_it, Programme)
    assert isinstance(without, Programme)
    drill = next(s for s in with_it.sessions() if s.template_id == "change-of-direction")
    assert "as a match asks" in drill.reasons[0].text
    assert all(s.template_id != "change-of-direction" for s in without.sessions())


def test_small_demand_is_passed_by_one_smallest_drill_a_week() -> None:
    """A fifth of the usual: once the stages are done, only its turns are run for, at level 1."""
    made = programme(usual_targets(times=0.2), weeks=12)
    for week in made.weeks[4:]:
        running = [one for one in week.sessions if profile_of(one.session).bouts]
        assert [("soccer-outfield", 0)] == [(one.template_id, one.rung) for one in running]
        assert "lowest level" in running[0].reasons[-1].text


def test_an_estimate_is_gone_towards_by_its_lower_bound_and_that_is_said() -> None:
    """Half of what is estimated is aimed at; bouts and turns are not."""
    made = usual_targets("estimated")
    aim = aim_at(made, ())
    assert aim is not None
    assert {"backward running": 52.0, "way": 142.5} == {q.words: x for q, x in aim.amounts}
    notes = programme(made, weeks=6).notes
    assert any("estimated, not measured" in note and "lower bounds" in note for note in notes)


def test_each_week_says_its_share_and_the_gap() -> None:
    """In words, and in JSON with intervals."""
    made = programme(usual_targets(), weeks=8)
    plain = programme_as_dict(made)
    for week, written in zip(made.weeks, plain["weeks"], strict=True):
        rows = {one["quantity"]: one for one in written["match"]}
        time = rows["backward_run_s"]
        assert time["aim"] - time["training"]["value"] == pytest.approx(
            time["gap"]["value"], abs=1e-3
        )
        share = time["share"]
        assert share["low"] <= share["value"] <= share["high"]
        assert f"({100 * share['value']:.0f} %" in week.notes[-1]
        assert "left: " in week.notes[-1]
        assert {"backward_run_m", "longest_bout_s", "turned_forward", "recoveries"} <= set(rows)


def test_the_week_in_which_a_match_is_reached_is_that_of_the_longer_programme() -> None:
    """What a note promises for later is what planning to that week gives."""
    made = usual_targets()
    short = programme(made, weeks=8)
    note = next(one for one in short.notes if one.startswith("Going on"))
    week = int(note.rpartition("turns into a sprint in week ")[2].partition(",")[0].rstrip("."))
    longer = reached_in(made, programme(made, weeks=week).weeks)
    assert [week] == [one.week for one in longer if one.quantity.words == "turns into a sprint"]
    assert any("is not reached in" in one and "turns into a sprint" in one for one in short.notes)


def test_a_match_out_of_reach_is_said() -> None:
    """Twenty matches in one: not in a year, and how much at most."""
    notes = programme(usual_targets(times=20.0), weeks=4).notes
    assert any(one.startswith("Even a year would not reach") and "%" in one for one in notes)


def test_a_programme_with_targets_is_read_back_as_it_was() -> None:
    """Through JSON text."""
    made = programme(usual_targets(), weeks=6)
    assert made == programme_from_text(programme_json(made))


def test_progression_goes_on_towards_the_match() -> None:
    """After a week that went well, the weeks ahead still say their share."""
    made = programme(usual_targets(), weeks=8)
    log = [
        LogEntry(day=one.day, uid=one.uid, pain_next_morning={}) for one in made.weeks[0].sessions
    ]
    after = progress(made, log, TODAY + timedelta(days=7)).programme
    assert made.wishes == after.wishes
    assert all(week.notes[-1].startswith("Of a match") for week in after.weeks)
    assert held(made.weeks[-1].sessions).turns == held(after.weeks[-1].sessions).turns > 0


def test_targets_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of targets; shares in text and JSON; a broken one is a sentence."""
    me, file = tmp_path / "me.toml", tmp_path / "targets.json"
    me.write_text(athlete_toml(defender()), "utf-8")
    file.write_text(json.dumps(usual_targets().as_json()), "utf-8")
    asked = ["plan", str(me), "--start", TODAY.isoformat(), "--weeks", "5", "--targets", str(file)]

    assert 0 == main([*asked, "--text"])
    said = " ".join(capsys.readouterr().out.split())
    assert 5 == said.count("Of a match this week holds:")
    assert "more than a match in backward running" in said
    assert 0 == main([*asked, "--json"])
    assert 5 == sum("match" in week for week in json.loads(capsys.readouterr().out)["weeks"])
    file.write_text("{}", "utf-8")
    assert 2 == main(asked)
    assert "schema must be" in capsys.readouterr().err
