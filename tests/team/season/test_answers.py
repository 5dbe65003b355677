"""What a season says, on matches with known truth."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars
import pytest

from backstride.team import (
    Feed,
    Player,
    Thresholds,
    measure_feed,
    shipped_model,
    simulated_match,
)
from backstride.team.facing_model import UNTESTED
from backstride.team.season import (
    Season,
    answer_season,
    season_csv,
    season_json,
    season_of_tables,
)
from backstride.team.season.columns import SUMS, frame_of
from backstride.team.season.manifest import Entry, Manifest
from backstride.team.season.people import person_of
from backstride.team.season.pooling import shares, trends
from backstride.team.season.rows import game_rows
from tests.team.made_plays import write_game
from tests.team.season.made import cut, said, update, write_season

SAME = {"schema": "x", "match_name": "m", "interval_factor": shipped_model().factor,
        "forward_below_deg": 45.0, "backward_above_deg": 135.0, "speed_above_mps": 1.4,
        "position_speed_above_mps": 1.83, "shortest_bout_s": 0.8}  # fmt: skip


def tabled(feeds: list[Feed], folder: Path) -> Season:
    """Return a season of feeds that no reader has read."""
    (folder / "matches").mkdir(parents=True)
    entries = []
    for number, feed in enumerate(feeds):
        name = f"{number:03d}"
        columns, _ = game_rows(feed, name, Thresholds(), shipped_model())
        path = folder / "matches" / f"{name}.parquet"
        frame = frame_of(columns, {**SAME, "match": name, "match_name": name})
        frame.write_parquet(path)
        entry = Entry(name, name, None, [], "", positions_sha256=name, table=path.name)
        entry.rows, entry.size_bytes = len(frame), path.stat().st_size
        entries.append(entry)
    Manifest(folder).rewrite(entries)
    return season_of_tables(folder)


def by_player(frame: Any) -> dict[str, dict[str, Any]]:
    """Return the rows of a table by the name of the player."""
    return {row["player"]: row for row in frame.to_dicts()}


def test_rows_add_up_to_the_match(tmp_path: Path) -> None:
    """Summed over minutes and phases, rows say what the answer of the match says."""
    for facing in (True, False):
        feeds = []
        for _ in range(2):
            feed, _ = simulated_match(shipped_model(), seed=21, minutes=3, rate_hz=10)
            feed.period[900:] = 2
            feed.in_play[300:500] = False
            if not facing:
                feed.facing_deg = None
            feeds.append(feed)
        columns, notes = game_rows(feeds[0], "m", Thresholds(), shipped_model())
        frame = frame_of(columns, {**SAME, "match": "m"})
        rows = by_player(frame.group_by("player").agg(polars.sum(*SUMS)))

        assert {"ball in play", "ball out of play"} == set(frame["phase"])
        assert {(1, 1), (1, 2), (2, 1), (2, 2)} == set(frame.select("period", "minute").rows())
        assert ("measured" if facing else "estimated") == notes.facing
        for player in measure_feed(feeds[1]).players:
            row = rows[player.player.name]
            for name, total in player.by_direction.items():
                assert total.time_s == pytest.approx(row[f"{name}_s"])
                assert total.distance_m == pytest.approx(row[f"{name}_m"], rel=1e-6)
            assert player.seen_s == pytest.approx(row["seen_s"], abs=0.11)
            assert player.backward_run_s == pytest.approx(row["backward_run_s"])
            if facing:
                assert player.bouts is not None
                assert len(player.bouts) == row["backward_bouts"]
                assert player.transitions == row["backward_to_sprint"]
                assert player.position_backward / 10 == pytest.approx(row["quick_backward_s"])


def test_measured_shares_are_the_truth(tmp_path: Path) -> None:
    """With 12° of noise at 25 Hz every player's season share is within 0.3 points."""
    truth = write_season(tmp_path / "feeds", matches=3, minutes=3, rate_hz=25, noise_deg=12.0)
    answer = answer_season(update(tmp_path / "feeds", tmp_path / "out"))
    found = by_player(answer.groups["player"])
    everyone = answer.groups["all"].row(0, named=True)

    assert 22 == len(found)
    for name, back, moving in zip(truth.players, truth.backward_s, truth.moving_s, strict=True):
        row = found[name]
        assert back / moving == pytest.approx(row["share"], abs=0.003)
        assert row["low"] <= back / moving <= row["high"]
        assert (3, "measured", "whole matches") == (row["matches"], row["facing"], row["between"])
    assert truth.backward_s.sum() / truth.moving_s.sum() == pytest.approx(
        everyone["share"], abs=0.003
    )
    assert 66 * 3 == answer.rows
    assert 3 * 22 * 180.0 == pytest.approx(everyone["seen_s"], rel=0.01)


def test_estimated_intervals_hold_over_a_season(tmp_path: Path) -> None:
    """Over 8 matches of players with lasting habits, 85 to 95 % of 90 % intervals hold it."""
    held = []
    for seed in range(300, 312):
        feed, truth = simulated_match(shipped_model(), seed=seed, minutes=24, rate_hz=5)
        parts = cut(feed, 8)
        for part in parts:
            part.facing_deg = None
        answer = answer_season(tabled(parts, tmp_path / str(seed)))
        found = by_player(answer.groups["player"])
        shares_ = zip(feed.players, truth.backward_share, strict=True)
        held += [found[p.name]["low"] <= one <= found[p.name]["high"] for p, one in shares_]

    assert 264 == len(held)
    assert 0.85 <= np.mean(held) <= 0.95


def test_matches_of_one_player_are_no_independent_facings(tmp_path: Path) -> None:
    """Eight matches leave more than the habit's part of one; groups are no surer than players."""
    feed, _ = simulated_match(shipped_model(), seed=7, minutes=16, rate_hz=5)
    parts = cut(feed, 8)
    for part in parts:
        part.facing_deg = None
    one, all_ = tabled(parts[:1], tmp_path / "one"), tabled(parts, tmp_path / "all")

    def wide(season: Season, group: str) -> float:
        frame = answer_season(season).groups[group]
        return float((frame["high"] - frame["low"]).median())

    assert wide(one, "player") / 8**0.5 < 0.75 * wide(all_, "player")
    assert wide(all_, "player") < wide(one, "player")
    assert wide(all_, "team") == pytest.approx(wide(all_, "player"), rel=0.15)


def made_sums(random: np.random.Generator, players: int, matches: int) -> tuple[Any, float]:
    """Return sums of players who differ, in matches that differ, and the share of all such."""
    mean, own, day = 0.06, 0.015, 0.01
    habit, mood = random.normal(0, own, players), random.normal(0, day, matches)
    noise = random.normal(0, 0.01, (players, matches))
    judged = random.uniform(600, 1200, (players, matches))
    share = np.clip(mean + habit[:, None] + mood + noise, 0, 1)
    who, when = np.indices(judged.shape)
    return (
        polars.DataFrame(
            {
                "facing": "measured",
                "team": "A",
                "person": who.ravel().astype(str),
                "match": when.ravel().astype(str),
                "order": when.ravel(),
                "judged_s": judged.ravel(),
                "backward_s": (share * judged).ravel(),
                "backward_low_s": (share * judged * 0.9).ravel(),
                "backward_high_s": (share * judged * 1.1).ravel(),
                "interval_factor": 1.4,
            }
        ),
        mean,
    )


@pytest.mark.parametrize(("players", "matches"), [(12, 30), (25, 6)])
def test_intervals_between_seasons_hold(players: int, matches: int) -> None:
    """Of teams, whether players or matches vary more: 85 to 97 % of 90 % hold the true mean."""
    random = np.random.default_rng(players)
    held = []
    for _ in range(150):
        sums, mean = made_sums(random, players, matches)
        row = shares(sums, ["facing", "team"]).row(0, named=True)
        held.append(row["between_low"] <= mean <= row["between_high"])
        assert row["low"] == pytest.approx(0.9 * row["share"])

    assert 0.85 <= np.mean(held) <= 0.97


def test_intervals_between_seasons_of_a_player_hold() -> None:
    """From whole matches: 85 to 95 % hold the player's own mean; with one match there is none."""
    random = np.random.default_rng(3)
    sums, true = made_player_means(random)
    row = shares(sums, ["facing", "person"]).join(true, on="person")
    inside = (row["between_low"] <= row["true"]) & (row["true"] <= row["between_high"])

    assert 0.85 <= inside.mean() <= 0.95
    alone = shares(sums.filter(polars.col("match") == "0"), ["facing", "person"])
    assert alone["between_low"].null_count() == alone["between"].null_count() == 400
    assert alone["share"].null_count() == 0


def made_player_means(random: np.random.Generator) -> tuple[Any, Any]:
    """Return sums of 400 players over 8 matches, and the share each of them varies around."""
    true = np.clip(random.normal(0.06, 0.02, 400), 0.02, None)
    judged = random.uniform(600, 1200, (400, 8))
    share = true[:, None] + random.normal(0, 0.008, judged.shape)
    who, when = np.indices(judged.shape)
    sums = polars.DataFrame(
        {
            "facing": "measured",
            "person": who.ravel().astype(str),
            "match": when.ravel().astype(str),
            "judged_s": judged.ravel(),
            "backward_s": (share * judged).ravel(),
            "backward_low_s": (share * judged).ravel(),
            "backward_high_s": (share * judged).ravel(),
            "interval_factor": 1.4,
        }
    )
    return sums, polars.DataFrame({"person": np.arange(400).astype(str), "true": true})


def test_a_trend_is_found_and_none_is_made_up() -> None:
    """A rise of 0.5 points in ten matches lies in its interval; three matches give no trend."""
    random = np.random.default_rng(8)
    held: list[bool] = []
    flat: list[bool] = []
    for _ in range(60):
        sums, _ = made_sums(random, 12, 30)
        rise = polars.col("order") * 0.0005 * polars.col("judged_s")
        rising = sums.with_columns(polars.col("backward_s") + rise)
        for frame, hits, true in ((rising, held, 0.005), (sums, flat, 0.0)):
            row = trends(frame, ["facing", "team"]).row(0, named=True)
            hits.append(row["trend_low"] <= true <= row["trend_high"])

    assert 0.82 <= np.mean(held) <= 0.97
    assert 0.82 <= np.mean(flat) <= 0.97
    few = trends(sums.filter(polars.col("order") < 3), ["facing", "team"])
    assert (None, None) == few.select("trend", "trend_low").row(0)


def test_tables_of_plays_are_games_of_their_own(tmp_path: Path) -> None:
    """Each game of a table is a match with its day; windows of a play are phases; no minutes."""
    for folder in ("games", "feeds"):
        (tmp_path / folder).mkdir()
    games = [
        write_game(tmp_path / "games", number, seed=seed, minutes=1.0)
        for seed, number in enumerate((2026091300, 2026092000))
    ]
    first, second = (game.path.read_text("utf-8") for game in games)
    week = first + second.split("\n", 1)[1]
    (tmp_path / "feeds" / "week 1.tsv").write_text(week, "utf-8")
    answer = answer_season(update(tmp_path / "feeds", tmp_path / "out"))

    assert ["game 2026091300", "game 2026092000"] == answer.matches["match_name"].unique(
        maintain_order=True
    ).to_list()
    assert {date(2026, 9, 13), date(2026, 9, 20)} == set(answer.matches["day"])
    assert {2} == set(answer.groups["player"]["matches"])
    assert {"0–2 s of a play", "2–6 s of a play"} == set(answer.groups["phase"]["phase"])
    assert 0 == len(answer.groups["minute"])
    assert {"from the snap to the end of each play"} == set(answer.groups["all"]["window"])
    assert "defensive backs" in set(answer.groups["position"]["position"])


def test_measured_and_estimated_are_never_mixed(tmp_path: Path) -> None:
    """A season with both says both apart, with the warning; estimates are not ranked."""
    write_season(tmp_path / "feeds" / "with", matches=2)
    write_season(tmp_path / "feeds" / "without", matches=2, seed=6, facing=False)
    answer = answer_season(update(tmp_path / "feeds", tmp_path / "out"))
    players = answer.groups["player"]
    found = said(season_of_tables(tmp_path / "out"))

    both = answer.groups["all"].filter(polars.col("facing") != "unknown")
    assert [("measured", 2), ("estimated", 2)] == both.select("facing", "matches").rows()
    assert UNTESTED in answer.warnings
    estimated = players.filter(polars.col("facing") == "estimated")
    assert estimated["player"].to_list() == estimated.sort("team", "player")["player"].to_list()
    measured = players.filter(polars.col("facing") == "measured")["share"].to_list()
    assert measured == sorted(measured, reverse=True)
    one = next(row for row in found["players"] if row["facing"] == "estimated")
    assert {"backward", "unknown"} == set(one["by_direction"])
    assert one["backward_bout_s"] is one["backward_to_sprint"] is one["between"] is None


def test_who_a_player_is() -> None:
    """An id is followed; a side and a shirt only with a club, else within the match."""

    def player(id_: str, team: str) -> Player:
        return Player(id_, "No 9", team)

    assert ("TRACAB:77", True) == person_of(player("77", "home"), "TRACAB", "m")
    assert ("S:Örebro:No 9", True) == person_of(player("home-9", "Örebro"), "S", "m")
    assert ("m:Home-9", False) == person_of(player("Home-9", "Home"), "Metrica", "m")


def test_csv_and_json_say_the_same(tmp_path: Path) -> None:
    """Every group as CSV with thresholds in each row, and the same shares in JSON."""
    write_season(tmp_path / "feeds", matches=2)
    answer = answer_season(update(tmp_path / "feeds", tmp_path / "out"))
    found = season_json(answer, "feeds")
    for by in ("player", "team", "position", "minute"):
        rows = list(csv.DictReader(io.StringIO(season_csv(answer, by))))
        assert len(rows) == len(found[f"{by}s"]) > 0
        assert {"135.00000"} == {row["backward_above_deg"] for row in rows}
        for row, one in zip(rows, found[f"{by}s"], strict=True):
            if one["backward_share"] is None:
                assert ("", "unknown") == (row["share"], one["facing"])
                continue
            assert float(row["share"]) == pytest.approx(one["backward_share"]["value"], abs=1e-4)
    assert "backstride.season/2" == found["schema"]
    assert {"forward", "backward", "left", "right", "unknown"} == set(
        found["all"][0]["by_direction"]
    )
