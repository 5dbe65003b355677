"""Seasons are brought up to date: what is new is measured, what is right is kept."""

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import polars
import pytest

from backstride.errors import (
    DamagedFileError,
    MissingExtraError,
    SettingsError,
    UnreadableFileError,
)
from backstride.team import Thresholds, shipped_model
from backstride.team.season import Season, SeasonSettings, here, processes, season_of_tables
from backstride.team.season import on_ray as on_ray_of
from backstride.team.season.manifest import NAME, only_one
from tests.team.season.made import files_of, said, update, write_season


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of four short matches, not to be changed."""
    folder = tmp_path_factory.mktemp("season")
    write_season(folder)
    return folder


def copied(season: Path, folder: Path) -> Path:
    """Return a copy that a test may change."""
    folder.mkdir()
    for path in season.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_a_new_match_costs_one_match(season: Path, tmp_path: Path) -> None:
    """The second run measures nothing; a new match is measured alone, a changed one again."""
    root, out = copied(season, tmp_path / "feeds"), tmp_path / "out"
    last = root / "2026-08-04.csv"
    kept = last.read_bytes()
    last.unlink()

    assert (3, 0) == ((first := update(root, out)).measured, first.kept)
    assert (0, 3) == ((again := update(root, out)).measured, again.kept)
    last.write_bytes(kept)
    more = update(root, out)
    assert (1, 3) == (more.measured, more.kept)
    before = said(more)
    last.write_bytes(b"\n".join(kept.split(b"\n")[:-500]) + b"\n")
    changed = update(root, out)
    assert (1, 3) == (changed.measured, changed.kept)
    assert {entry.table for entry in changed.entries} == files_of(out)
    assert before != said(changed)


def share(season: Season) -> float:
    """Return everybody's backward share."""
    return float(said(season)["all"][0]["backward_share"]["value"])


def test_other_thresholds_model_or_software_measure_again(season: Path, tmp_path: Path) -> None:
    """Each of them changes every table, and none of the old ones stays."""
    out, model = tmp_path / "out", shipped_model()
    narrow = SeasonSettings.of(Thresholds(backward_above_deg=120.0), model)

    first = update(season, out)
    usual = share(first)
    other = update(season, out, settings=narrow)
    assert 4 == other.measured
    assert {entry.table for entry in other.entries} == files_of(out)
    assert not {entry.table for entry in first.entries} & files_of(out)
    assert share(other) > usual
    newer = SeasonSettings(narrow.thresholds, model, "another software")
    assert 4 == update(season, out, settings=newer).measured
    assert 0 == update(season, out, settings=newer).measured


def test_processes_say_what_one_process_says(season: Path, tmp_path: Path) -> None:
    """Two worker processes and none leave the same answers and the same files."""
    one = update(season, tmp_path / "one", engine=here)
    two = update(season, tmp_path / "two", engine=processes(2))

    assert said(one) == said(two)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_rows_carry_what_a_share_hangs_on(season: Path, tmp_path: Path) -> None:
    """Every row has its schema, thresholds, hashes, match, player, minute and facing."""
    done = update(season, tmp_path / "out")
    table = polars.read_parquet(done.tables()[0])
    rows = table.to_dicts()

    assert {"backstride.season/2"} == set(table["schema"])
    assert {135.0} == set(table["backward_above_deg"])
    assert {1.4} == set(table["speed_above_mps"])
    assert {done.entries[0].sha256} == set(table["source_sha256"])
    assert {"tests"} == set(table["software_sha256"])
    assert 64 == len(SeasonSettings.of(Thresholds(), shipped_model()).software)
    assert {"2026-08-01.csv"} == set(table["match_name"])
    assert 22 == len(rows)
    assert {("measured", 1, 1, None)} == {
        (row["facing"], row["period"], row["minute"], row["phase"]) for row in rows
    }
    assert all(row["backward_low_s"] <= row["backward_s"] <= row["backward_high_s"] for row in rows)


def test_bad_files_are_named_and_the_others_go_on(season: Path, tmp_path: Path) -> None:
    """Noise, an empty table and a note are refused in a sentence each; again without reading."""
    root, out = copied(season, tmp_path / "feeds"), tmp_path / "out"
    (root / "noise.bin").write_bytes(np.random.default_rng(1).bytes(5000))
    (root / "empty.csv").write_bytes(b"")
    (root / "titles.csv").write_text("t,id,x,y\n", "utf-8")
    (root / "notes.md").write_text("a good season", "utf-8")
    (root / ".hidden").write_bytes(b"\0")
    for season_now in (update(root, out), update(root, out)):
        names = {one.path for one in season_now.refused}
        assert {"noise.bin", "empty.csv", "titles.csv", "notes.md"} == names
        assert 4 == len(season_now.entries)
        assert all(one.message.count("\n") == 0 and len(one.message) > 20
                   for one in season_now.refused)  # fmt: skip
    lines = [json.loads(line) for line in (out / NAME).read_text("utf-8").splitlines()]
    assert 2 == sum(line["error"] is not None for line in lines)


def test_the_same_positions_count_once(season: Path, tmp_path: Path) -> None:
    """A copy is named, counted once, and takes the place of its original when that goes."""
    root, out = copied(season, tmp_path / "feeds"), tmp_path / "out"
    (root / "copy of 1.csv").write_bytes((root / "2026-08-01.csv").read_bytes())

    done = update(root, out)
    assert (4, ["copy"]) == (len(done.entries), [one.code for one in done.refused])
    assert 4 == len(files_of(out))
    assert 0 == update(root, out).measured
    (root / "2026-08-01.csv").unlink()
    after = update(root, out)
    assert (4, [], 1) == (len(after.entries), after.refused, after.measured)


def test_a_match_whose_feed_is_gone_is_said_and_not_counted(season: Path, tmp_path: Path) -> None:
    """Unless it is to be kept; a feed that was only renamed is not counted twice."""
    root = copied(season, tmp_path / "feeds")
    out, keeping = tmp_path / "out", tmp_path / "keeping"
    for folder in (out, keeping):
        update(root, folder)
    (root / "2026-08-04.csv").unlink()
    (root / "2026-08-03.csv").rename(root / "renamed.csv")

    gone = update(root, out)
    assert (3, ["2026-08-03.csv", "2026-08-04.csv"]) == (len(gone.entries), sorted(gone.gone))
    assert 3 == len(files_of(out))
    kept = update(root, keeping, keep_missing=True)
    assert (4, []) == (len(kept.entries), kept.gone)


def test_answers_need_no_feeds(season: Path, tmp_path: Path) -> None:
    """The tables alone say the same."""
    out = tmp_path / "out"
    done = update(season, out)

    assert said(done) == said(season_of_tables(out))


def test_a_manifest_cut_by_a_crash_loses_no_match(season: Path, tmp_path: Path) -> None:
    """Half a line, noise, or no manifest at all: tables that are there are not made again."""
    out = tmp_path / "out"
    before = said(update(season, out))
    made = {path: path.stat().st_mtime_ns for path in (out / "matches").iterdir()}
    path = out / NAME
    whole = path.read_bytes()
    for broken in (whole[:-40], whole + b'{"id": "x', b"\xff\0noise\n" + whole[20:], b""):
        path.write_bytes(broken)
        assert before == said(update(season, out))
        assert made == {one: one.stat().st_mtime_ns for one in (out / "matches").iterdir()}


def test_a_damaged_table_is_made_again(season: Path, tmp_path: Path) -> None:
    """A table that was cut on the disk is known by its size, and by itself without a manifest."""
    out = tmp_path / "out"
    done = update(season, out)
    before = said(done)
    for lost in (False, True):
        table = done.tables()[1]
        table.write_bytes(table.read_bytes()[:-100])
        with pytest.raises(DamagedFileError, match="a table in it is damaged"):
            said(done)
        if lost:
            (out / NAME).unlink()
        assert before == said(update(season, out))


def test_two_runs_do_not_write_one_season(season: Path, tmp_path: Path) -> None:
    """The second is refused in one sentence."""
    out = tmp_path / "out"
    update(season, out)
    with only_one(out), pytest.raises(SettingsError, match="another run"):
        update(season, out)


def test_nothing_to_measure_is_one_sentence(tmp_path: Path) -> None:
    """No folder, an empty one, and one with nothing that can be read; no folder is left behind."""
    with pytest.raises(SettingsError, match="no folder"):
        update(tmp_path / "nowhere", tmp_path / "out")
    with pytest.raises(UnreadableFileError, match="no match in it"):
        update(tmp_path, tmp_path / "out")
    (tmp_path / "notes.txt").write_text("no feed", "utf-8")
    with pytest.raises(UnreadableFileError, match=r"first of 1 files: .*notes\.txt"):
        update(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("thresholds", "words"),
    [
        ({"backward_above_deg": 30.0}, "do not go together"),
        ({"backward_above_deg": float("nan")}, "do not go together"),
        ({"forward_below_deg": -1.0}, "do not go together"),
        ({"slowest_mps": 0.0}, "standing and moving"),
        ({"slowest_mps": float("inf")}, "standing and moving"),
    ],
)
def test_thresholds_that_cannot_be_are_refused(thresholds: dict[str, float], words: str) -> None:
    """Angles in the wrong order, no number, and a speed at which all stand or nobody does."""
    with pytest.raises(SettingsError, match=words):
        SeasonSettings.of(Thresholds(**thresholds), shipped_model())


def test_nobody_to_work_is_refused() -> None:
    """No workers."""
    with pytest.raises(SettingsError, match="nobody to work"):
        processes(0)


def test_a_process_that_dies_over_one_match_leaves_the_others(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The match over which processes are killed is named; it is tried again the next time."""
    root, out = copied(season, tmp_path / "feeds"), tmp_path / "out"
    monkeypatch.setattr(ProcessPoolExecutor, "submit", _deadly(ProcessPoolExecutor.submit))
    done = update(root, out, engine=processes(2))

    assert 3 == len(done.entries)
    assert [("2026-08-02.csv", "died")] == [(one.path, one.code) for one in done.refused]
    monkeypatch.undo()
    assert (1, 4) == ((after := update(root, out)).measured, len(after.entries))


def _deadly(submit: Any) -> Any:
    def instead(pool: Any, work: Any, task: Any) -> Any:
        if task.source.name == "2026-08-02.csv":
            return submit(pool, os._exit, 9)
        return submit(pool, work, task)

    return instead


def test_ray_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence with what to install."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"backstride\[cluster\]"):
        on_ray_of()
