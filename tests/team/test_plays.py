"""Tables of plays with orientation: what is kept, what is said, and bad tags."""

from pathlib import Path

import numpy as np
import pytest

from backstride.errors import BackstrideError
from backstride.team import match_of, read_feeds
from tests.team.made_plays import AFTER, HUDDLE, PLAY, Game, write_game

pytest.importorskip("polars", reason="the [team] extra is not installed")


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Game:
    """One good game."""
    return write_game(tmp_path_factory.mktemp("plays"), 2019111001)


def test_frames_outside_plays_are_dropped(game: Game) -> None:
    """Only frames from the snap to the tackle are kept, and the rest is counted."""
    feed = read_feeds([game.path])[0]

    assert game.inside.sum() == len(feed)
    assert (PLAY - AFTER - HUDDLE + 1) * 30 == len(feed)
    dropped = len(game.inside) - len(feed)
    assert dropped == feed.outside_plays
    assert any(f"{dropped} frames outside" in line for line in match_of(game.path).warnings)


def test_yards_and_compass_angles_become_metres_and_headings(game: Game) -> None:
    """Positions, facing and travel come back as they were before they were written."""
    feed = read_feeds([game.path])[0]
    order = [int(player.id) - 1000 for player in feed.players]
    original = game.feed.facing_deg
    assert original is not None
    assert feed.facing_deg is not None

    np.testing.assert_allclose(game.feed.x_m[game.inside][:, order], feed.x_m, atol=0.01)
    apart = (feed.facing_deg - original[game.inside][:, order] + 180) % 360 - 180
    assert np.abs(apart).max() < 0.01


def test_position_shares_are_those_of_the_frames(game: Game) -> None:
    """Each position's share above 2 yd/s and beyond 135° is what the written frames hold."""
    found = {row["position"]: row for row in match_of(game.path).positions()}
    groups = {"quarterbacks": [0, 11], "defensive backs": [1, 2, 10, 12, 13, 21]}

    for name, columns in groups.items():
        expected = game.backward[columns].sum() / game.moving[columns].sum()
        assert found[name]["backward_share"] == pytest.approx(expected, abs=0.004)


def test_a_good_game_is_not_touched(game: Game) -> None:
    """Nothing is turned, refused or left out."""
    report = match_of(game.path).games[0].tags

    assert report is not None
    assert (report.verdict, report.quarantined, report.teams) == ("good", {}, {})


def test_thresholds_and_window_stand_beside_the_shares(game: Game) -> None:
    """The JSON names angle, speed and window of time."""
    said = match_of(game.path).as_json()["thresholds"]

    assert (135.0, 1.4, 1.8288) == (
        said["backward_above_deg"],
        said["speed_above_mps"],
        said["position_speed_above_mps"],
    )
    assert "snap" in said["window"]


def test_flipped_tags_are_left_out_and_their_effect_told(tmp_path: Path) -> None:
    """Two tags turned round are found, no other is, and the share comes back down."""
    written = write_game(tmp_path, 5, seed=2, turned_players={3: 180.0, 14: 180.0})
    result = match_of(written.path)
    answer = result.games[0]
    report = answer.tags
    assert report is not None

    assert {"1003", "1014"} == {answer.feed.players[i].id for i in report.quarantined}
    assert answer.raw_share > answer.used_share + 0.05
    unknown = [player for player in result.players if player.basis == "unknown"]
    assert {"1003", "1014"} == {player.player.id for player in unknown}
    assert any("left out" in line for line in result.warnings)


def test_a_game_turned_by_a_quarter_is_turned_back(tmp_path: Path) -> None:
    """All players agree on 90°, so shares are those of the untouched game."""
    turned = write_game(tmp_path, 6, seed=3, turned_deg=90.0)
    report = match_of(turned.path).games[0].tags
    assert report is not None

    assert (report.verdict, report.turned_by_deg) == ("re-zeroed", 90.0)
    share = match_of(turned.path).games[0].used_share
    (tmp_path / "plain").mkdir()
    plain = match_of(write_game(tmp_path / "plain", 6, seed=3).path).games[0].used_share
    assert share == pytest.approx(plain, abs=1e-3)


def test_a_game_turned_unevenly_is_refused(tmp_path: Path) -> None:
    """About 90° off, each player by another angle: no share is given."""
    uneven = {i: [40.0, 140.0, 90.0, 170.0][i % 4] for i in range(22)}
    result = match_of(write_game(tmp_path, 7, seed=4, turned_players=uneven).path)
    report = result.games[0].tags
    assert report is not None

    assert (report.verdict, result.facing) == ("refused", "unknown")
    assert all(player.backward_share is None for player in result.players)
    assert any("refused" in line for line in result.warnings)


def test_a_team_with_turned_tags_is_turned_back(tmp_path: Path) -> None:
    """One team's tags set 180° off are found although the other team's are right."""
    half = dict.fromkeys(range(11), 180.0)
    report = match_of(write_game(tmp_path, 8, seed=5, turned_players=half).path).games[0].tags
    assert report is not None

    assert "good" == report.verdict
    assert {"HOM": "turned back by -180°"} == report.teams


def test_a_turned_season_is_said_once(tmp_path: Path) -> None:
    """Three games of a folder turned alike are one sentence about the season."""
    for game in (1, 2, 3):
        write_game(tmp_path, game, seed=game, minutes=1.5, turned_deg=-90.0)
    said = match_of(tmp_path).warnings

    assert 1 == sum("counts its angles from another zero" in line for line in said)
    assert "+90° in 3 of 3 games" in "".join(said).replace("-90", "+90")


def test_a_table_without_a_snap_is_refused(tmp_path: Path, game: Game) -> None:
    """Without a start of any play there is nothing to count."""
    path = tmp_path / "none.tsv"
    path.write_text(game.path.read_text("utf-8").replace("ball_snap", "NA"), "utf-8")

    with pytest.raises(BackstrideError, match="ball_snap"):
        match_of(path)
