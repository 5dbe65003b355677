"""What ``backstride match`` prints."""

from pathlib import Path

import numpy as np
import pytest

from backstride.cli.main import main
from tests.team.made_highlights import made_play, write_play

pytest.importorskip("polars", reason="the [team] extra is not installed")


def games(folder: Path, count: int) -> Path:
    """Write games of one play."""
    for k in range(count):
        random = np.random.default_rng(20 + k)
        askew = {5: 180.0} if k > 0 else {}
        write_play(folder, f"20191006{k:02d}", 1, made_play(random), random, askew_deg=askew)
    return folder


def test_many_games_are_told_by_position_and_team(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No line for each player of each game; what is wrong with tags comes last, and is cut."""
    assert 0 == main(["match", str(games(tmp_path, 12))])
    said = capsys.readouterr().out

    assert said.startswith(f"{tmp_path}: 12 games")
    assert "position, above 1.83 m/s" in said
    assert "defensive backs" in said
    assert "Player 20" not in said
    assert "264 players of single games" in " ".join(said.split())
    assert "more of these in --json" in said
    assert 7 == said.count("  Game 2019")


def test_one_game_ranks_players_who_moved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Position and player stand beside the share; thresholds asked for are said."""
    folder = games(tmp_path, 1)
    assert 0 == main(["match", str(folder), "--backward-above-deg", "120"])
    said = capsys.readouterr().out

    assert "more than 120°" in said
    assert "Player 20" in said
    assert "linebackers" in said


def test_a_folder_of_one_kind_of_feed_is_that_feed(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A feed and what belongs to it in a folder of their own; several kinds are refused."""
    feeds = data_dir / "team" / "kloppy"
    for name in ("epts_metrica_tracking.txt", "epts_metrica_metadata.xml"):
        (tmp_path / name).write_bytes((feeds / name).read_bytes())

    assert 0 == main(["match", str(tmp_path)])
    assert "Track_1" in capsys.readouterr().out
    assert 2 == main(["match", str(feeds)])
    assert "feeds of several kinds" in capsys.readouterr().err
