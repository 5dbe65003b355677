"""Directions, cleaning, estimates and answers, on matches with known truth."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import DamagedFileError, NothingToMeasureError, SettingsError
from backstride.measure.settings import DEFAULTS
from backstride.motion.angles import wrap_deg
from backstride.team import (
    Feed,
    Thresholds,
    directions,
    fit_facing,
    load_model,
    measure_feed,
    shipped_model,
    simulated_match,
)
from backstride.team.cleaning import clean
from backstride.team.counts import read_counts
from backstride.team.direction import BACKWARD, FORWARD, LEFT, NAMES, RIGHT, STILL, UNKNOWN, UNSEEN
from backstride.team.facing_model import UNTESTED
from backstride.team.fit import conformal
from backstride.team.match import match_of
from backstride.team.result import MatchResult
from backstride.team.tag_noise import half_width

ANGLES = st.floats(-180.0, 179.0, width=32)


def one(facing: float, travel: float, speed: float = 3.0) -> str:
    """Return the direction of one sample."""
    a, b, c = (np.array([[v]], dtype=np.float32) for v in (facing, travel, speed))
    return NAMES[directions(a, b, c, Thresholds())[0, 0]]


@given(facing=ANGLES, travel=ANGLES)
def test_directions_are_those_of_the_shared_rule(facing: float, travel: float) -> None:
    """Every pair of headings falls in the sector that the shared angle falls in."""
    angle = wrap_deg(float(np.float32(travel)) - float(np.float32(facing)))
    if min(abs(abs(angle) - b) for b in (0.0, 45.0, 135.0, 180.0)) < 1e-3:
        return
    side = "left" if angle > 0 else "right"
    middle = "backward" if abs(angle) > DEFAULTS.backward_above_deg else side
    expected = "forward" if abs(angle) < DEFAULTS.forward_below_deg else middle

    assert expected == one(facing, travel)


def test_what_is_not_known_is_not_forward() -> None:
    """Without facing a mover is unknown; a slow one is still; one out of view is unseen."""
    nan = float("nan")

    assert ("unknown", "still", "unseen") == (
        one(nan, 0.0),
        one(0.0, 0.0, speed=1.0),
        one(0.0, 0.0, speed=nan),
    )
    assert {UNSEEN, STILL, FORWARD, BACKWARD, LEFT, RIGHT, UNKNOWN} == set(range(7))


def test_the_direction_step_is_fast() -> None:
    """3.3 million player-frames in under 0.15 s of processor."""
    random = np.random.default_rng(1)
    facing, travel = (random.uniform(-180, 180, (150_000, 22)).astype(np.float32) for _ in range(2))
    speed = random.uniform(0, 7, facing.shape).astype(np.float32)
    times = []
    for _ in range(3):
        start = time.process_time()
        directions(facing, travel, speed, Thresholds())
        times.append(time.process_time() - start)

    assert min(times) < 0.15


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_measured_shares_of_simulated_matches(seed: int) -> None:
    """With 12° of noise every player's backward share is within 0.3 points of the truth."""
    feed, truth = simulated_match(shipped_model(), seed=seed, minutes=12, rate_hz=25)
    answer = measure_feed(feed)
    found = [player.backward_share.value for player in answer.players if player.backward_share]

    assert 22 == len(found)
    np.testing.assert_allclose(found, truth.backward_share, atol=0.003)
    assert answer.tags is not None
    assert 12.0 == pytest.approx(answer.tags.jitter_deg, abs=0.7)


def test_estimated_intervals_hold_the_truth() -> None:
    """On matches that were not fitted on, 85 to 95 % of the 90 % intervals hold it."""
    held = []
    for seed in range(700, 718):
        feed, truth = simulated_match(
            shipped_model(), seed=seed, minutes=(3, 8, 16)[seed % 3], rate_hz=10
        )
        feed.facing_deg = None
        shares = [player.backward_share for player in measure_feed(feed).players]
        held += [
            e.low <= t <= e.high
            for e, t in zip(shares, truth.backward_share, strict=True)
            if e is not None
        ]

    assert len(held) > 350
    assert 0.85 <= np.mean(held) <= 0.95


def small_match(minutes: float = 3.0, seed: int = 3) -> Feed:
    """Return a short match with quiet facing."""
    return simulated_match(
        shipped_model(), seed=seed, minutes=minutes, rate_hz=10, facing_noise_deg=1.0
    )[0]


def test_an_estimate_says_what_it_is() -> None:
    """Without facing: estimated, a warning about transfer, and no sideways, bouts or turns."""
    feed = small_match()
    feed.facing_deg = None
    game = measure_feed(feed)
    said = MatchResult([game], Thresholds(), shipped_model(), [UNTESTED]).as_json()

    assert "estimated" == said["facing"]
    assert "untested" in said["warnings"][0]
    for player in said["players"]:
        assert {"backward", "unknown"} == set(player["by_direction"])
        assert player["bouts"] is player["backward_to_sprint"] is None
        assert "estimated" == player["backward_share"]["basis"]


def test_times_of_a_player_add_up() -> None:
    """Directions, phases and minutes each add up to the moving time."""
    for estimated in (False, True):
        feed = small_match()
        if estimated:
            feed.facing_deg = None
        for player in measure_feed(feed).players:
            moving = pytest.approx(player.moving_s, abs=0.11)
            backward = player.by_direction["backward"].time_s
            assert moving == sum(total.time_s for total in player.by_direction.values())
            assert moving == sum(part.moving_s for part in player.phases)
            assert moving == sum(part.moving_s for part in player.minutes)
            assert backward == pytest.approx(sum(p.backward_s for p in player.minutes), abs=1e-6)
            assert backward == pytest.approx(player.backward_walk_s + player.backward_run_s)


def straight(speed_mps: float = 4.0, seconds: int = 20) -> Feed:
    """Return a feed of two players who run apart along x, facing +x, at 10 Hz."""
    feed = small_match(minutes=seconds / 60)
    count = len(feed)
    feed.players = (feed.players[0], feed.players[11])
    along = (np.arange(count) / 10 * speed_mps).astype(np.float32)
    feed.x_m = np.column_stack((along - 40, 40 - along))
    feed.y_m = np.full((count, 2), [5, -5], dtype=np.float32)
    feed.facing_deg = np.zeros((count, 2), dtype=np.float32)
    return feed


def test_a_backward_run_ends_in_a_sprint() -> None:
    """One bout of known length and speed, then a turn and a sprint: one transition."""
    feed = straight()
    x = np.concatenate((np.linspace(0, -20, 51), np.linspace(-19.3, 45, 92)))
    feed.x_m = np.column_stack((x, np.linspace(-30, 30, len(x)))).astype(np.float32)
    feed.y_m = feed.y_m[: len(x)]
    for name in ("time_s", "period", "ball_m", "in_play", "play", "facing_deg"):
        setattr(feed, name, getattr(feed, name)[: len(x)])
    feed.attack = {team: sign[: len(x)] for team, sign in feed.attack.items()}
    player = measure_feed(feed).players[0]

    assert player.bouts is not None
    (bout,) = player.bouts
    assert 5.0 == pytest.approx(bout[1], abs=0.3)
    assert 4.0 == pytest.approx(bout[2], abs=0.15)
    assert 1 == player.transitions


def test_teleports_gaps_and_bad_players_are_counted_and_left_out() -> None:
    """A spike, a lost stretch, a far-off place and a player who is hardly seen."""
    feed = straight()
    feed.x_m[50, 0] += 25.0
    feed.x_m[80:90, 0] = np.nan
    feed.y_m[80:90, 0] = np.nan
    feed.y_m[120, 0] = 500.0
    feed.x_m[6:, 1] = np.nan
    speed, _, good, counts = clean(feed)

    assert [True, False] == good.tolist()
    assert (1, 1) == (counts.teleports, counts.outside)
    assert counts.gaps >= 2
    assert counts.gap_s == pytest.approx(1.2, abs=0.11)
    assert np.nanmax(speed) < 4.2
    assert "seen for less than a second" in counts.left_out[0]


def test_speed_and_heading_of_straight_running() -> None:
    """4 m/s along x, to within a centimetre a second, with no leak from one stretch to the next."""
    feed = straight()
    feed.time_s = feed.time_s + np.where(np.arange(len(feed)) >= 100, 1000.0, 0.0)
    feed.x_m[100:] += 20.0
    speed, travel, _, counts = clean(feed)

    np.testing.assert_allclose(speed, 4.0, atol=0.01)
    np.testing.assert_allclose(np.abs(travel[:, 0]), 0.0, atol=0.01)
    assert 0 == counts.teleports


def test_a_feed_of_an_instant_is_refused(tmp_path: Path) -> None:
    """Nobody seen for a second: one sentence."""
    pytest.importorskip("polars", reason="the [team] extra is not installed")
    rows = ["t,who,x,y", *(f"{k / 25},a,{k},0" for k in range(5))]
    (tmp_path / "t.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "m.toml").write_text(
        '[time]\ncolumn="t"\n[position]\nx="x"\ny="y"\n[player]\nid="who"\n', "utf-8"
    )

    with pytest.raises(NothingToMeasureError, match="longer stretch"):
        match_of(tmp_path / "t.csv", mapping=tmp_path / "m.toml")


def test_the_shipped_model_is_that_of_the_published_counts(data_dir: Path) -> None:
    """Fitting the counts again gives the probabilities that are shipped."""
    path = data_dir.parent / "evidence" / "facing_frequency.csv"
    if not path.is_file():
        pytest.skip("the counts are not here")
    counts = read_counts(path)
    model = shipped_model()

    assert (434_135, 23_488) == (counts.frames.sum(), counts.backward.sum())
    again = fit_facing([], counts=path)
    np.testing.assert_allclose(model.probability, again.probability, atol=1e-5)
    mean = (model.probability[:, :6, :6, :4] * counts.frames).sum() / counts.frames.sum()
    assert 0.054 == pytest.approx(mean, abs=0.001)


def test_fit_on_feeds_with_orientation(tmp_path: Path) -> None:
    """A folder of plays gives a model that can be saved, loaded and used."""
    pytest.importorskip("polars", reason="the [team] extra is not installed")
    from tests.team.made_plays import write_game  # noqa: PLC0415 - needs polars

    for game in (1, 2):
        write_game(tmp_path, game, seed=game, minutes=5)
    model = fit_facing([tmp_path])
    model.save(tmp_path / "model.json")

    assert "2 matches with orientation" in model.fitted_on
    loaded = load_model(tmp_path / "model.json")
    np.testing.assert_allclose(model.probability, loaded.probability, atol=1e-5)
    assert 0.05 < model.probability[0, 6, 6, 4] < 0.4


def test_fit_and_models_refuse_what_they_cannot_use(tmp_path: Path) -> None:
    """Nothing to fit, counts with another bin, and a file that is no model."""
    with pytest.raises(NothingToMeasureError):
        fit_facing([])
    (tmp_path / "c.csv").write_text("speed_mps,frames\n1-2,3\n", "utf-8")
    with pytest.raises(DamagedFileError, match="table of counts"):
        read_counts(tmp_path / "c.csv")
    (tmp_path / "m.json").write_text(json.dumps({"schema": "x"}), "utf-8")
    with pytest.raises(SettingsError, match="not a facing model"):
        load_model(tmp_path / "m.json")


@given(st.lists(st.floats(0, 10), min_size=10, max_size=60))
def test_conformal_factor_covers_nine_of_ten(scores: list[float]) -> None:
    """At least 90 % of the scores lie at or below the factor, or it is the largest."""
    factor = conformal(np.array(scores))

    assert np.mean(np.array(scores) <= factor) >= 0.9


def test_an_estimate_keeps_the_thresholds_it_was_fitted_for() -> None:
    """Without orientation other thresholds would be claimed and not heeded: they are refused."""
    feed = simulated_match(shipped_model(), seed=5, minutes=0.2, rate_hz=10)[0]
    feed.facing_deg = None
    for limits in (Thresholds(slowest_mps=0.5), Thresholds(backward_above_deg=120.0)):
        with pytest.raises(SettingsError, match="no body orientation"):
            measure_feed(feed, thresholds=limits)
    assert "estimated" == measure_feed(feed, thresholds=Thresholds()).basis


@pytest.mark.parametrize(
    "limits", [{"backward_above_deg": 20.0}, {"slowest_mps": 0.0}, {"forward_below_deg": -1.0}]
)
def test_thresholds_that_cannot_be_are_refused(limits: dict[str, float]) -> None:
    """One sentence, wherever they are set."""
    with pytest.raises(SettingsError, match=r"do not go together|no border"):
        Thresholds(**limits)


@given(noise=st.floats(6.0, 60.0), rate=st.sampled_from([5.0, 10.0, 25.0, 50.0, 100.0]))
def test_the_running_median_is_as_long_as_noise_asks_and_no_longer(
    noise: float, rate: float
) -> None:
    """It never reaches over half a second; 12 degrees at 25 frames a second take seven frames."""
    feed = simulated_match(shipped_model(), seed=1, minutes=0.05, rate_hz=10)[0]
    feed.rate_hz = rate
    frames = 2 * half_width(feed, noise) + 1

    assert 1 == frames or frames <= 0.5 * rate + 1e-9
    feed.rate_hz = 25.0
    assert 7 == 2 * half_width(feed, 12.0) + 1
