"""From match to training: targets of a player, and the gap to a programme."""

from datetime import date
from pathlib import Path

import pytest

from backstride.cli.main import main
from backstride.cli.plan_example import example_athlete
from backstride.errors import SettingsError
from backstride.team import MatchResult, Thresholds, measure_feed, shipped_model, simulated_match
from backstride.team.demand import Targets, targets_of
from backstride.team.gap import gap_of
from backstride.team.session_profile import profile_of
from backstride.training import (
    LogEntry,
    MeasuredDose,
    Programme,
    athlete_from_text,
    parse_session,
    plan,
    programme_json,
    screen,
)
from backstride.training.template import STAGES
from backstride.training.templates import templates
from tests.team.made_plays import write_game

START = date(2026, 3, 2)


@pytest.fixture(scope="module")
def result() -> MatchResult:
    """Return a match with orientation."""
    feed = simulated_match(shipped_model(), seed=51, minutes=20, rate_hz=10)[0]
    return MatchResult([measure_feed(feed)], Thresholds())


@pytest.fixture(scope="module")
def programme() -> Programme:
    """Return a programme of twelve weeks."""
    athlete = athlete_from_text(example_athlete(), toml=True)
    made = plan(athlete, screen(athlete, {}, START), START)
    assert isinstance(made, Programme)
    return made


def test_targets_are_the_players_own_figures(result: MatchResult) -> None:
    """Dose, speeds, bouts and turns of the match, with intervals and what they hang on."""
    player = result.players[3]
    targets = targets_of(result, player.player.name)
    said = targets.as_json()

    assert player.figures["backward_m"].value == targets.per_match["backward_m"].value
    assert player.figures["recoveries"].value == targets.per_match["recoveries"].value
    assert targets.bout_speeds_mps is not None
    low, high = targets.bout_speeds_mps
    mean = targets.per_match["backward_mean_mps"].value
    assert low < mean < high
    assert 135.0 == said["thresholds"]["backward_above_deg"]
    assert any("no study says" in note for note in said["notes"])
    assert any("One match" in note for note in said["notes"])


def test_targets_name_sessions_that_exist_and_fit(result: MatchResult) -> None:
    """A football outfield player gets the session of that sport, and a programme can be asked."""
    targets = targets_of(result, "home 4")

    assert "soccer-outfield" == targets.sessions[0].template_id
    assert {one.template_id for one in targets.sessions} <= set(templates())
    assert targets.wishes(8).template_ids == tuple(one.template_id for one in targets.sessions)
    keeper = {one.template_id for one in targets_of(result, "home 1").sessions}
    assert "soccer-outfield" not in keeper


def test_an_unknown_player_is_refused_with_the_names(result: MatchResult) -> None:
    """The sentence lists who is there."""
    with pytest.raises(SettingsError, match="home 11"):
        targets_of(result, "nobody")


def test_targets_of_an_estimate_say_that_bouts_are_not_known() -> None:
    """Without orientation there is a dose with a wide interval, and no speeds of bouts."""
    feed = simulated_match(shipped_model(), seed=52, minutes=6, rate_hz=10)[0]
    feed.facing_deg = None
    targets = targets_of(MatchResult([measure_feed(feed)], Thresholds()), "away 5")

    assert targets.bout_speeds_mps is None
    assert "bouts" not in targets.per_match
    assert any("Facing was estimated" in note for note in targets.notes)


def test_the_profile_of_a_session() -> None:
    """Two sets of three: 10 m backward into a sprint, and a walk back; walking backward is none."""
    session = parse_session(
        "Drop off\n2x\n  3x\n    10m backward hard\n    10m sprint\n    30s walk\n  1min rest\n"
        "20m backward walk\n"
    )
    profile = profile_of(session)

    assert (6, 6, 6) == (profile.bouts, profile.turns, profile.sprints)
    assert (60.0, 60.0) == profile.backward_m
    assert 10.0 == profile.longest_bout_m
    assert profile.speed_mps is not None
    assert profile.backward_s[0] == pytest.approx(60.0 / profile.speed_mps[1])


def test_the_gap_between_a_match_and_a_programme(result: MatchResult, programme: Programme) -> None:
    """Every row has both sides; the weeks are the programme's, and logs count as measured."""
    targets = targets_of(result, "home 4")
    runs = next(
        one
        for one in programme.sessions()
        if STAGES.index(one.stage) >= 2 and profile_of(one.session).bouts
    )
    log = LogEntry(day=runs.day, uid=runs.uid, measured=MeasuredDose(backward_s=77.0))
    gap = gap_of(targets, programme, [log])

    assert {"backward_run_s", "turned_forward", "backward_mean_mps"} <= {
        row.quantity for row in gap.rows
    }
    assert len(programme.weeks) == len(gap.weeks)
    assert [77.0] == [week.done_s for week in gap.weeks if week.done_s is not None]
    fullest = max(week.planned_s.high for week in gap.weeks)
    row = next(one for one in gap.rows if one.quantity == "backward_run_s")
    assert fullest == row.training.high
    assert all(row.says.endswith(".") for row in gap.rows)


def _write_targets(folder: Path, programme: Programme) -> list[str]:
    game = write_game(folder, 1, seed=3, minutes=4)
    (folder / "plan.json").write_text(programme_json(programme), "utf-8")
    return ["match", str(game.path), "--player", "home 2"]


def test_targets_and_gap_on_the_command_line(
    tmp_path: Path, programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of targets, the gap in words, and a report that shows it."""
    pytest.importorskip("polars", reason="the [team] extra is not installed")
    asked = _write_targets(tmp_path, programme)
    outs = {name: str(tmp_path / name) for name in ("t.json", "r.html", "m.csv")}
    code = main(
        [*asked, "--plan-targets", outs["t.json"], "--against", str(tmp_path / "plan.json"),
         "--report", outs["r.html"], "--csv", outs["m.csv"]]
    )  # fmt: skip
    said = capsys.readouterr().out

    assert 0 == code
    assert "Match and training of home 2" in said
    assert '"backstride.plan_targets/1"' in Path(outs["t.json"]).read_text("utf-8")
    assert "what training holds" in Path(outs["r.html"]).read_text("utf-8")
    assert (tmp_path / "m-minutes.csv").is_file()


def test_targets_without_a_player_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence says what is missing."""
    assert 2 == main(["match", "x.dat", "--plan-targets", "t.json"])
    assert "--player" in capsys.readouterr().err


def test_targets_are_means_over_matches(result: MatchResult) -> None:
    """Two matches of one player: the mean of each figure, without the note on single matches."""
    feed = simulated_match(shipped_model(), seed=53, minutes=20, rate_hz=10)[0]
    both = MatchResult([*result.games, measure_feed(feed), *result.games], Thresholds())
    values = [one.figures["backward_s"].value for one in both.players if one.player.id == "home-4"]
    targets: Targets = targets_of(both, "home-4")

    assert 3 == targets.matches
    assert sum(values) / 3 == pytest.approx(targets.per_match["backward_s"].value)
    assert not any("say little" in note or "says little" in note for note in targets.notes)
