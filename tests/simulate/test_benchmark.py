"""The public benchmark: fixed cases, honest scores, and sentences for files that are wrong."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.backward.cases import Case, public_cases
from benchmarks.backward.generate import Written, read_index, write_cases, write_index
from benchmarks.backward.mocap import write_mocap_cases
from benchmarks.backward.own import predict
from benchmarks.backward.predictions import Landing, Said, Stretch, read_predictions, said_of
from benchmarks.backward.score import Tally, score_case
from benchmarks.backward.table import as_text, figures, totals
from benchmarks.backward.truth import Truth, joined, read_truth

from backstride.errors import SettingsError
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.files import load
from backstride.readers.mapped import read_mapped


def small_case(feed: str = "c3d") -> Case:
    """Return the first public case of a feed."""
    return next(case for case in public_cases(sessions=1, hours=0) if case.feed == feed)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written, Truth]:
    """One case on disk, with its truth."""
    folder = tmp_path_factory.mktemp("benchmark")
    written = list(write_cases([small_case()], folder))
    write_index(written, folder, seed=1)
    return folder, written[0], read_truth(folder / written[0].truth, "both")


def oracle(truth: Truth) -> Said:
    """Return what somebody says who knows."""
    return Said(truth.stretches, truth.steps)


def scored(truth: Truth, said: Said | None, **about: bool) -> Tally:
    """Return the tally of a case."""
    return score_case(truth, said, knowable=about.get("knowable", True), feet="both")


def test_the_public_list_is_fixed() -> None:
    """The same cases for everybody, and others for another seed."""
    assert public_cases() == public_cases()
    assert public_cases(seed=2)[0].scenario != public_cases()[0].scenario
    assert len({case.id for case in public_cases()}) == len(public_cases())


def test_every_feed_is_in_the_public_list() -> None:
    """From shoes to videos; the watch, which cannot know, is marked so."""
    feeds = {case.feed: case.knowable for case in public_cases()}

    assert {"foot", "feet", "waist", "chest", "phone", "keypoints", "c3d"} <= feeds.keys()
    assert not feeds["tcx"]
    assert not feeds["gpx"]


def test_written_cases_are_marked_and_indexed(made: tuple[Path, Written, Truth]) -> None:
    """The index says what a participant may know, and nothing of the truth."""
    folder, written, _ = made

    assert SYNTHETIC_MARK.encode() in (folder / written.files[0]).read_bytes()
    assert [written] == read_index(folder)
    assert "direction" not in (folder / "cases.json").read_text("utf-8")


def test_who_knows_the_truth_scores_full_marks(made: tuple[Path, Written, Truth]) -> None:
    """Every score at its best."""
    truth = made[2]
    best = figures(scored(truth, oracle(truth)))

    assert all(part is None or part["f1"] == 1.0 for part in best["step_direction"].values())
    assert all(part is None or part["f1"] == 1.0 for part in best["bouts"].values())
    assert 0 == best["false_backward_bouts"]
    assert 0.0 == best["onset_s"]["p95"] == best["initial_contact_s"]["p95"]
    assert 0.0 == best["distance_share"]["backward"]["p95"]
    assert 1.0 == best["steps_found"]


@pytest.mark.parametrize("said", [None, Said(refused="no reader"), Said()])
def test_who_says_nothing_finds_nothing(made: tuple[Path, Written, Truth], said: Said) -> None:
    """Missing, refused and empty answers miss every step and every bout, and claim nothing."""
    worst = figures(scored(made[2], said))

    assert 0.0 == worst["step_direction"]["backward"]["recall"]
    assert 0.0 == worst["bouts"]["backward"]["recall"]
    assert 0 == worst["false_backward_bouts"]


def test_turned_round_everything_is_wrong(made: tuple[Path, Written, Truth]) -> None:
    """Forward for backward and backward for forward: no step is right."""
    truth = made[2]
    other = {"forward": "backward", "backward": "forward"}
    turned = Said(
        tuple(replace(s, direction=other.get(s.direction, s.direction)) for s in truth.stretches),
        tuple(replace(s, direction=other.get(s.direction, s.direction)) for s in truth.steps),
    )
    worst = figures(scored(truth, turned))

    assert 0.0 == worst["step_direction"]["backward"]["f1"]
    assert 0.0 == worst["bouts"]["forward"]["f1"]


def plain(*stretches: tuple[float, float, str], distance_m: float = 30.0) -> Truth:
    """Return a truth without steps."""
    found = tuple(Stretch(a, b, way, distance_m) for a, b, way in stretches)
    return Truth(found, (), max(b for _, b, _ in stretches))


def test_a_false_backward_bout_is_counted_however_short() -> None:
    """Away from all true backward movement, by the hour of time without any."""
    truth = plain((0.0, 3600.0, "forward"))
    said = Said((Stretch(0, 100, "forward", 1), Stretch(100, 100.8, "backward", 1)))
    tally = scored(truth, said)

    assert 1 == tally.false_backward
    assert 1.0 == pytest.approx(tally.hours_without)


def test_a_late_backward_bout_is_late_and_not_false() -> None:
    """Its beginning is an error of onset."""
    truth = plain((0.0, 10.0, "forward"), (10.0, 20.0, "backward"))
    tally = scored(truth, Said((Stretch(10.4, 20.6, "backward", 33.0),)))

    assert 0 == tally.false_backward
    assert [0.4] == pytest.approx(tally.onset_s)
    assert [0.6] == pytest.approx(tally.offset_s)
    assert [0.1] == pytest.approx(tally.distance_share["backward"])


def test_steps_are_judged_by_bouts_where_none_are_said() -> None:
    """A system without steps is asked what it says of the moment of each."""
    steps = tuple(Landing(t, t + 0.2, "left", "backward") for t in (11.0, 12.0, 13.0))
    truth = replace(plain((0.0, 10.0, "forward"), (10.0, 20.0, "backward")), steps=steps)
    tally = scored(truth, Said((Stretch(11.5, 20.0, "backward", math.nan),)))

    assert (2, 1) == (tally.right["backward"], tally.missed["backward"])
    assert 0 == tally.steps


def test_each_said_step_is_matched_once() -> None:
    """A second one for the same landing is one too many."""
    step = Landing(12.0, 12.2, "left", "backward")
    truth = replace(plain((10.0, 20.0, "backward")), steps=(step,))
    twice = Said(truth.stretches, (step, replace(step, initial_contact_s=12.05)))
    tally = scored(truth, twice)

    assert (1, 1) == (tally.right["backward"], tally.wrong["backward"])


def test_claims_without_grounds_are_told() -> None:
    """Where the recording cannot know, saying a direction is the mistake."""
    truth = plain((0.0, 100.0, "forward"))
    right = Said((Stretch(0.0, 100.0, "unknown", 1.0),))
    wrong = Said((Stretch(0.0, 25.0, "forward", 1.0),))

    assert 0.0 == figures(scored(truth, right, knowable=False))["groundless_share"]
    assert 0.25 == figures(scored(truth, wrong, knowable=False))["groundless_share"]


def test_gait_plays_no_part_in_bouts() -> None:
    """Walking into a run in one direction is one stretch."""
    parts = (Stretch(0, 5, "backward", 6), Stretch(5, 10, "backward", 12))

    assert (Stretch(0, 10, "backward", 18),) == joined(parts)


def test_backstride_takes_part_like_anybody(made: tuple[Path, Written, Truth]) -> None:
    """Its own predictions are read back and score well on markers."""
    folder, written, truth = made
    path = folder / "predictions.json"
    path.write_text(json.dumps(predict([written], folder)), "utf-8")
    said = read_predictions(path)[written.id]
    scores = figures(scored(truth, said))

    assert scores["step_direction"]["backward"]["f1"] > 0.98
    assert scores["bouts"]["backward"]["f1"] == 1.0
    assert scores["distance_share"]["backward"]["p95"] < 0.05


def test_scores_are_shown_feed_by_feed_and_together(made: tuple[Path, Written, Truth]) -> None:
    """With motion capture left out of the sum, whose truth has an error of its own."""
    tally = scored(made[2], oracle(made[2]))
    scores = totals({"c3d": tally, "mocap-foot": tally})

    assert scores["all simulated"] == scores["c3d"]
    assert "all simulated" in as_text(scores)


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ([], "an object is expected"),
        ({"bouts": 3}, '"bouts" has to be a list'),
        ({"bouts": [{"start_s": 2, "end_s": 1, "direction": "forward"}]}, "end_s has to be after"),
        ({"bouts": [{"start_s": "a", "end_s": 1, "direction": "x"}]}, "start_s is 'a'"),
        ({"bouts": [{"start_s": 0, "end_s": 1, "direction": "up"}]}, "direction is 'up'"),
        ({"steps": ["x"]}, "direction is None"),
        ({"steps": [{"direction": "forward", "initial_contact_s": True}]}, "a number is needed"),
    ],
)
def test_a_wrong_prediction_is_told_where(case: object, sentence: str) -> None:
    """One sentence with the case and what to write."""
    with pytest.raises(SettingsError, match=sentence):
        said_of(case, "file, case foot-1")


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "other"}'])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    """With the schema that is wanted."""
    path = tmp_path / "p.json"
    path.write_text(text, "utf-8")

    with pytest.raises(SettingsError, match=r"JSON|schema"):
        read_predictions(path)


def test_motion_capture_makes_cases_of_its_own(data_dir: Path, tmp_path: Path) -> None:
    """A foot and a waist sensor, on one clock with what the markers say: running backward."""
    (tmp_path / "in").mkdir()
    take = data_dir / "mocap" / "accad" / "c3d" / "Male2_Run_back.c3d"
    (tmp_path / "in" / take.name).symlink_to(take)
    written = list(write_mocap_cases(tmp_path / "in", tmp_path / "out"))
    table, mapping = (tmp_path / "out" / name for name in written[0].files)
    truth = read_truth(tmp_path / "out" / written[0].truth, "left")
    sensor = read_mapped(load(table), mapping).sensors[0]

    assert ["mocap-foot", "mocap-waist"] == [case.about["feed"] for case in written]
    assert {"backward"} == {s.direction for s in truth.stretches if s.end_s - s.start_s > 0.5}
    assert {"left"} == {step.side for step in truth.steps}
    assert float(sensor.time_s[-1]) == pytest.approx(truth.duration_s, abs=0.02)
    assert SYNTHETIC_MARK.encode() in table.read_bytes()
