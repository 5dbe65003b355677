"""Figures with intervals: of measured and estimated players, groups, phases and minutes."""

import json

import numpy as np
import pytest

from backstride import evidence
from backstride.estimate import Estimate
from backstride.team import Feed, MatchResult, Thresholds, measure_feed, shipped_model
from backstride.team.cost import cost_of, spread_of
from backstride.team.direction import BACKWARD, FORWARD
from backstride.team.figures import FIGURES
from backstride.team.pitch import cells_of, pitch_of, seconds_in_cells
from backstride.team.simulated import Truth, simulated_match
from backstride.team.tables_csv import minutes_csv, players_csv

ESTIMATED = {
    "moving_s", "distance_m", "backward_s", "backward_m", "backward_share", "backward_walk_s",
    "backward_run_s", "backward_run_m", "backward_run_share_of_match", "backward_from_10_kmh_s",
    "energy_kj_per_kg", "backward_energy_kj_per_kg", "backward_extra_kj_per_kg",
    "backward_run_steps", "knee_peak_bw", "knee_dose_bw", "knee_against_forward",
}  # fmt: skip


@pytest.fixture(scope="module")
def match() -> tuple[Feed, Truth]:
    """Return a simulated match with orientation that is off by 12° from frame to frame."""
    return simulated_match(shipped_model(), seed=31, minutes=12, rate_hz=25)


@pytest.fixture(scope="module")
def result(match: tuple[Feed, Truth]) -> MatchResult:
    """Return its answer."""
    return MatchResult([measure_feed(match[0])], Thresholds())


def test_every_figure_is_an_estimate_with_sources_that_exist(result: MatchResult) -> None:
    """All of a measured player's figures have bounds, a basis and findings of the evidence."""
    seen: set[str] = set()
    for player in result.players:
        seen |= set(player.figures)
        for one in player.figures.values():
            assert isinstance(one, Estimate)
            assert all(map(evidence.exists, one.sources))

    assert set(FIGURES) == seen


@pytest.mark.parametrize("sits_deg", [0.0, 6.0])
def test_measured_intervals_hold_the_truth(sits_deg: float) -> None:
    """Nine of ten players or more, also where each tag sits askew by its own angle."""
    held, wide = [], []
    for seed in (41, 42, 43):
        feed, truth = simulated_match(shipped_model(), seed=seed, minutes=8, rate_hz=10)
        assert feed.facing_deg is not None
        askew = np.random.default_rng(seed).normal(0, sits_deg, len(feed.players))
        turned = feed.facing_deg + askew.astype(np.float32)
        feed.facing_deg = (turned + 180) % 360 - 180
        for player, share in zip(measure_feed(feed).players, truth.backward_share, strict=True):
            one = player.backward_share
            if one is not None:
                held.append(one.low <= share <= one.high)
                wide.append(one.high - one.low)

    assert len(held) > 60
    assert 0.9 <= np.mean(held)
    assert np.median(wide) < 0.06


def test_parts_of_a_figure_add_up(result: MatchResult) -> None:
    """Directions make the moving time; walking and running make the backward time."""
    for player in result.players:
        f = {key: one.value for key, one in player.figures.items()}
        assert f["moving_s"] == pytest.approx(f["forward_s"] + f["sideways_s"] + f["backward_s"])
        assert f["backward_s"] == pytest.approx(f["backward_walk_s"] + f["backward_run_s"])
        assert f["backward_from_10_kmh_s"] <= f["backward_run_s"]
        assert f["backward_s"] == pytest.approx(player.where_s.sum())
        assert f["backward_run_share_of_match"] * player.seen_s == pytest.approx(
            f["backward_run_s"]
        )


def test_an_estimated_player_has_no_bouts_and_says_so(match: tuple[Feed, Truth]) -> None:
    """Without orientation: fewer figures, wider, all of backward ones estimated."""
    feed = simulated_match(shipped_model(), seed=31, minutes=6, rate_hz=10)[0]
    feed.facing_deg = None
    for player in measure_feed(feed).players:
        assert ESTIMATED >= set(player.figures)
        assert {"estimated"} == {
            one.basis for key, one in player.figures.items() if key.startswith("backward")
        }
        assert player.figures["backward_s"].low < player.figures["backward_s"].high


def test_teams_are_the_sums_of_their_players(result: MatchResult) -> None:
    """Times, bouts and energy add up, and the share is that of the sums."""
    for team in result.teams():
        players = result.by_team()[team["team"]]
        for key in ("backward_s", "bouts", "energy_kj_per_kg"):
            expected = sum(one.figures[key].value for one in players)
            assert expected == pytest.approx(team["figures"][key]["value"], abs=1e-3)
        assert team["backward_share"] == pytest.approx(
            team["figures"]["backward_share"]["value"], abs=1e-3
        )


def test_phases_and_minutes_stand_beside_teams_with_intervals(result: MatchResult) -> None:
    """Every minute of a team has a share with bounds around it, and they add up."""
    said = json.loads(json.dumps(result.as_json(), allow_nan=False))

    assert {"home", "away"} == {one["team"] for one in said["minutes"]}
    assert 24 == len(said["minutes"])
    for one in [*said["minutes"], *said["phases"]]:
        share = one["backward_share"]
        assert share["low"] <= share["value"] <= share["high"]
    whole = sum(one["backward_s"] for one in said["minutes"])
    assert whole == pytest.approx(sum(team["backward_s"] for team in said["teams"]), abs=0.3)


def test_backward_costs_more_than_the_same_forward() -> None:
    """Ten seconds at a speed both ways, and nothing beyond for who only goes forward."""
    speed = np.full(250, 3.0)
    codes = {code: np.full(250, code, dtype=np.int8) for code in (FORWARD, BACKWARD)}
    cost = {code: cost_of(spread_of(own, speed, 25.0)) for code, own in codes.items()}

    assert cost[FORWARD].extra[0] == 0
    difference = cost[BACKWARD].total[0] - cost[FORWARD].total[0]
    assert difference == pytest.approx(cost[BACKWARD].extra[0])
    above = (0.2 * 183.0, 1.3 * 0.2 * 183.0)  # E10 and EN1 at 3.05 m/s, the middle of its tenth
    expected = (above[1] - above[0]) / 1000 * 20.9 / 60 * 10
    assert expected == pytest.approx(cost[BACKWARD].extra[0], rel=1e-6)


def test_cells_of_the_pitch_turn_with_the_attack() -> None:
    """A team that attacks to the left is drawn as if to the right, and the corner is the corner."""
    feed = simulated_match(shipped_model(), seed=1, minutes=0.2, rate_hz=10)[0]
    feed.x_m[:], feed.y_m[:] = 50.0, 30.0
    pitch = pitch_of(feed)
    home, away = cells_of(feed, pitch, 0)[0], cells_of(feed, pitch, 11)[0]
    down, along = pitch.shape

    assert (0, 20) == divmod(int(home), along)
    assert (12, 0) == divmod(int(away), along)
    whole = seconds_in_cells(pitch, np.array([home, home]), np.array([0, 1]), np.array([0.1, 0.2]))
    assert (2, down, along) == whole.shape
    assert [0.1, 0.2] == whole[:, 0, 20].tolist()


def test_tables_hold_every_player_with_what_shares_hang_on(result: MatchResult) -> None:
    """One row a player, one a phase or minute, each with the thresholds; no cell is a formula."""
    result.players[0].player = type(result.players[0].player)("=1", "=cmd()", "home", "")
    players, minutes = players_csv(result).splitlines(), minutes_csv(result).splitlines()

    assert 23 == len(players)
    assert 1 + 22 * 13 == len(minutes)
    for line in (players[0], minutes[0]):
        assert "backward_above_deg" in line
    assert {line.count(",") for line in players} == {players[0].count(",")}
    assert "'=cmd()" in players[1]
