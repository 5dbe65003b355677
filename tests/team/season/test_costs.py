"""What the tables of a season say: energy and the knee, shares of positions, zeros of seasons."""

import json
from pathlib import Path

import numpy as np
import pytest

from backstride.cli.main import main
from backstride.errors import BackstrideError
from backstride.team import Feed, measure_feed, shipped_model, simulated_match
from backstride.team.direction import Thresholds
from backstride.team.season import (
    SeasonSettings,
    answer_season,
    processes,
    season_json,
    update_season,
)
from backstride.team.season.columns import SUMS
from backstride.team.season.rows import game_rows
from backstride.team.season.settings import _code
from tests.team.made_highlights import made_play, write_play

polars = pytest.importorskip("polars", reason="the [team] extra is not installed")

COSTS = ("energy_kj_per_kg", "backward_extra_kj_per_kg", "knee_dose_bw")


@pytest.fixture(scope="module", params=["measured", "estimated"])
def match(request: pytest.FixtureRequest) -> Feed:
    """Return a match with orientation, and one without."""
    feed = simulated_match(shipped_model(), seed=11, minutes=3.0, rate_hz=10, facing_noise_deg=3.0)[
        0
    ]
    if request.param == "estimated":
        feed.facing_deg = None
    return feed


def test_rows_add_up_to_what_the_match_cost(match: Feed) -> None:
    """A player's rows add up to the energy and the knee's dose of ``match``, no narrower."""
    rows, _ = game_rows(match, "m", Thresholds(), shipped_model())
    players = {one.player.id: one for one in measure_feed(match).players}
    who = np.array(rows["player_id"])

    for id_, one in players.items():
        rounded = 0.5e-4 * int((who == id_).sum())  # rows are written with four decimals
        for name in COSTS:
            value, low, high = (
                float(np.array(rows[f"{name}{end}"])[who == id_].sum())
                for end in ("", "_low", "_high")
            )
            expected = one.figures[name]
            # The knee's peak of one step is 1.5 % higher below 2 m/s, minute by minute or in all.
            assert value == pytest.approx(expected.value, rel=0.016, abs=rounded)
            assert low <= expected.low + 0.016 * abs(expected.low) + rounded
            assert high >= expected.high - 0.016 * abs(expected.high) - rounded


def test_every_column_that_adds_up_is_written(match: Feed) -> None:
    """No sum is left out of the rows, whatever the basis."""
    rows, _ = game_rows(match, "m", Thresholds(), shipped_model())

    assert set(SUMS) <= set(rows)


@pytest.fixture(scope="module")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six games of one short play, their orientation turned by a quarter."""
    folder = tmp_path_factory.mktemp("plays")
    for k in range(6):
        random = np.random.default_rng(k)
        write_play(folder, f"20171008{k:02d}", 1, made_play(random), random, turned_deg=90.0)
    return folder


def test_positions_are_those_of_match(
    plays: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Shares of positions are above 2 yd/s in the season as in a match, and both say so."""
    assert 0 == main(["match", str(plays), "--json"])
    match = json.loads(capsys.readouterr().out)
    assert 0 == main(["season", str(plays), "--tables", str(tmp_path / "t"), "--json"])
    season = json.loads(capsys.readouterr().out)

    expected = {one["position"]: one["share"]["value"] for one in match["positions"]}
    found = {one["position"]: one["backward_share"]["value"] for one in season["positions"]}
    assert expected == pytest.approx(found, abs=1e-3)
    assert {1.8288} == {one["speed_above_mps"] for one in season["positions"]}
    assert {1.4} == {one["speed_above_mps"] for one in season["teams"]}
    assert {"kJ/kg", "BW"} == {cost["unit"] for cost in season["all"][0]["cost"].values()}


def test_single_games_know_the_zero_of_their_season(plays: Path, tmp_path: Path) -> None:
    """A game whose own few tags do not agree is good where most games are turned like it."""
    random = np.random.default_rng(99)
    uneven = dict.fromkeys(range(0, 22, 3), 60.0)
    for path in plays.glob("*.tsv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    write_play(tmp_path, "2017101500", 1, made_play(random), random,
               askew_deg=uneven, turned_deg=90.0)  # fmt: skip
    settings = SeasonSettings.of(Thresholds(), shipped_model())
    season = update_season(tmp_path, tmp_path / "t", settings=settings, engine=processes(1))
    said = [line for entry in season.entries for line in entry.warnings]

    assert 7 == len(season.entries)
    assert 7 == sum("turned back by +90°" in line for line in said)
    assert not any("refused" in line for line in said)


def test_tables_of_an_older_version_are_refused(plays: Path, tmp_path: Path) -> None:
    """Without their feeds they lack what is asked of them: one sentence says what to do."""
    settings = SeasonSettings.of(Thresholds(), shipped_model())
    season = update_season(plays, tmp_path / "t", settings=settings, engine=processes(1))
    table = season.tables()[0]
    frame, said = polars.read_parquet(table), polars.read_parquet_metadata(table)
    said["backstride.schema"] = "backstride.season/1"
    kept = {key: value for key, value in said.items() if key.startswith("backstride")}
    frame.drop("knee_dose_bw").write_parquet(table, metadata=kept)

    with pytest.raises(BackstrideError, match="older version"):
        answer_season(season)


def test_comments_do_not_measure_a_season_again() -> None:
    """The software's hash hangs on what code does, not on what is written about it."""
    code = "X = 1\n\n\ndef double(x):\n    return 2 * x\n"
    said = '"""A room."""\n\nX = 1  # one\n"""Why."""\n\n\ndef double(x):\n    """Twice."""\n'

    assert _code(code) == _code(said + "    return 2 * x\n")
    assert _code(code) != _code(code.replace("2 * x", "3 * x"))


def test_json_says_what_a_season_cost(plays: Path, tmp_path: Path) -> None:
    """Each player's energy and knee dose, with bounds around it."""
    settings = SeasonSettings.of(Thresholds(), shipped_model())
    season = update_season(plays, tmp_path / "t", settings=settings, engine=processes(1))
    found = season_json(answer_season(season), "x")

    for player in found["players"]:
        for cost in player["cost"].values():
            assert cost["low"] <= cost["value"] <= cost["high"]
        assert player["cost"]["energy_kj_per_kg"]["value"] > 0
