"""``backstride facing-fit``: a model from a folder of feeds, its error, and its use."""

import json
from pathlib import Path

import numpy as np
import pytest

from backstride.cli.main import main
from backstride.team import load_model, shipped_model, simulated_match
from tests.team.made_plays import write_game

pytest.importorskip("polars", reason="the [team] extra is not installed")


def test_a_folder_gives_a_model_with_its_held_out_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Players of matches that were left out in turn: how far off, how often held, how wide."""
    for game in (1, 2, 3):
        write_game(tmp_path, game, seed=70 + game, minutes=5)
    out = tmp_path / "out" / "model.json"
    code = main(["facing-fit", str(tmp_path), "-o", str(out)])
    said = " ".join(capsys.readouterr().out.split())
    model = load_model(out)

    assert 0 == code
    assert model.held_out is not None
    assert 3 * 22 >= model.held_out.players > 40
    assert "3 matches, each left out in turn" in said
    assert f"players of {model.held_out.on}" in said
    assert 0.6 <= model.held_out.coverage <= 1.0
    assert model.held_out.mean_error < 0.1


def test_a_fitted_model_is_used_by_match(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a model that calls everybody backward, everybody is."""
    said = json.loads(shipped_model().as_text())
    said["probability"] = [0.5] * len(said["probability"])
    said["fitted_on"] = "a coin"
    (tmp_path / "coin.json").write_text(json.dumps(said), "utf-8")
    feed = simulated_match(shipped_model(), seed=3, minutes=1, rate_hz=10)[0]
    rows = ["t,who,x,y"]
    rows += [f"{t:.1f},a,{x:.3f},{y:.3f}" for t, x, y in
             zip(feed.time_s, feed.x_m[:, 3], feed.y_m[:, 3], strict=True)]  # fmt: skip
    (tmp_path / "t.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "m.toml").write_text(
        '[time]\ncolumn="t"\n[position]\nx="x"\ny="y"\n[player]\nid="who"\n', "utf-8"
    )
    main(
        ["match", str(tmp_path / "t.csv"), "--mapping", str(tmp_path / "m.toml"), "--json",
         "--facing-model", str(tmp_path / "coin.json")]
    )  # fmt: skip
    found = json.loads(capsys.readouterr().out)

    assert "a coin" == found["model"]
    assert 0.5 == pytest.approx(found["players"][0]["backward_share"]["value"])


def test_nothing_to_fit_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither feeds nor counts: one sentence, and no file."""
    out = tmp_path / "m.json"

    assert 2 == main(["facing-fit", "-o", str(out)])
    assert "--counts" in capsys.readouterr().err
    assert not out.exists()


def test_the_shipped_model_is_what_the_command_writes(data_dir: Path, tmp_path: Path) -> None:
    """From the published counts and simulated matches, to the last digit that is kept."""
    counts = data_dir.parent / "evidence" / "facing_frequency.csv"
    if not counts.is_file():
        pytest.skip("the counts are not here")
    assert 0 == main(["facing-fit", "--counts", str(counts), "-o", str(tmp_path / "m.json")])
    made, ours = load_model(tmp_path / "m.json"), shipped_model()

    np.testing.assert_allclose(made.probability, ours.probability, atol=1e-5)
    assert made.fitted_on == ours.fitted_on
    assert made.held_out is not None
    assert ours.held_out is not None
    assert made.held_out.coverage == pytest.approx(ours.held_out.coverage, abs=0.01)
    assert 0.85 <= ours.held_out.coverage <= 0.95


def test_feeds_without_a_ball_are_told_from_feeds_without_orientation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table with orientation and no ball: the sentence says what the model misses."""
    rows = ["t,who,x,y,way"]
    rows += [f"{i / 10:.1f},a,{0.4 * i:.2f},0,90" for i in range(300)]
    (tmp_path / "t.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "m.toml").write_text(
        '[time]\ncolumn="t"\n[position]\nx="x"\ny="y"\n[player]\nid="who"\n'
        '[facing]\ncolumn="way"\n', "utf-8"
    )  # fmt: skip
    words = [str(tmp_path / "t.csv"), "--mapping", str(tmp_path / "m.toml")]

    assert 2 == main(["facing-fit", *words, "-o", str(tmp_path / "out.json")])
    assert "none says where the ball is" in capsys.readouterr().err
