"""What a run gives: rows that say what they rest on, and honest gaps."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from backstride import evidence
from backstride.errors import MissingExtraError, SettingsError
from backstride.validation import AccuracyRow, Context, Report, part_names, validate
from backstride.validation.check import Check, Part
from backstride.validation.figures import share_of
from backstride.validation.row import Fitting, TruthKind, row_of
from backstride.validation.table import PARTS

CHEAP = ("markers", "plates", "published", "foot", "watch", "simulated", "steady", "coverage")


@pytest.fixture(scope="module")
def simulated() -> Report:
    """Return the simulated parts, with a runner or two of each kind."""
    return validate(Context(effort=0.02), only=CHEAP)


def check_row(row: AccuracyRow) -> None:
    """Hold a row to naming what it rests on."""
    assert row.quantity
    assert row.recorded
    assert row.truth
    assert row.kind in get_args(TruthKind)
    assert row.fitting in get_args(Fitting)
    for published in row.published:
        assert evidence.exists(published.finding), row.id
        assert published.says
    if row.figure is None:
        assert row.absent
    else:
        assert row.figure.cells()[3] not in ("", "0")


def test_every_row_names_its_truth_its_number_and_its_source(simulated: Report) -> None:
    """Also what stands beside it exists, and ids are unique and begin with their part."""
    assert len(simulated.rows) > 100
    for part in simulated.parts:
        for row in part.rows:
            check_row(row)
            assert row.id.startswith(f"{part.name}/")
    assert len({row.id for row in simulated.rows}) == len(simulated.rows)


def test_without_recordings_only_the_simulated_is_run_and_it_is_said(simulated: Report) -> None:
    """Each check on real recordings is named among what was left out."""
    assert not simulated.with_recordings
    assert {row.kind for row in simulated.rows} == {"simulated", "published"}
    real = [c for p in PARTS if p.name in CHEAP for c in p.checks if c.needs]
    said = [s for s in simulated.left_out if "name their folder with --data" in s]
    assert len(real) == len(said) > 0


def test_a_sensor_that_cannot_know_says_why(simulated: Report) -> None:
    """A belt knows when its wearer moved and not how far."""
    row = next(r for r in simulated.rows if r.id == "simulated/waist-distance")

    assert row.figure is None
    assert "how far" in row.absent


def test_real_recordings_give_rows(data_dir: Path) -> None:
    """Plates and the foot sensor's measured line, whole."""
    report = validate(Context(data_dir), only=("plates", "foot"))

    assert report.with_recordings
    assert not report.left_out
    for row in report.rows:
        check_row(row)
    kinds = {row.kind for row in report.rows}
    assert {"force plates", "protocol", "optical capture"} <= kinds


def test_a_folder_without_a_set_says_which(tmp_path: Path) -> None:
    """An empty folder is no error: what it lacks is named."""
    report = validate(Context(tmp_path), only=("plates",))

    assert not report.rows
    assert all("there is no mocap/lab" in sentence for sentence in report.left_out)


def test_what_cannot_be_run_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """No folder, or no part of that name."""
    with pytest.raises(SettingsError, match="no folder of recordings"):
        validate(Context(tmp_path / "absent"))
    with pytest.raises(SettingsError, match=r"--only knees is none of markers, plates"):
        validate(Context(), only=("knees",))
    assert "false-alarms" in part_names()


def test_used_up_time_leaves_the_rest_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is begun after the budget, and that is said."""
    report = validate(Context(), only=("published",), budget_s=-1.0)

    assert not report.rows
    assert "time was used up" in report.left_out[0]


def test_a_missing_extra_is_said_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One check that cannot run does not stop another, and no folder of this computer is told."""

    def needs_video(context: Context) -> list[AccuracyRow]:
        raise MissingExtraError(f"{context.data_dir}/film.mp4: the video extra is not installed")

    def fine(context: Context) -> list[AccuracyRow]:
        return [
            row_of(
                share_of([True]),
                id="mine/one",
                quantity="one",
                recorded="one thing",
                truth="known",
                kind="labels",
                fitting="seen",
            )
        ]

    part = Part("mine", "Mine", "", (Check("a film", needs_video), Check("a file", fine)))
    monkeypatch.setattr("backstride.validation.runner.PARTS", (part,))
    report = validate(Context(tmp_path))

    assert ["mine/one"] == [row.id for row in report.rows]
    assert "a film left out: film.mp4: the video extra is not installed" in report.left_out[0]


def test_progress_is_told_to_the_end() -> None:
    """Each check is announced, and the last call says that all are done."""
    told: list[tuple[int, int, str]] = []
    validate(Context(), only=("published",), progress=lambda *said: told.append(said))

    assert [(0, 1, "published pairs"), (1, 1, "")] == told


def test_a_row_needs_a_figure_or_a_reason() -> None:
    """Neither both nor none."""
    row = row_of(
        share_of([]),
        id="x/y",
        quantity="q",
        recorded="r",
        truth="t",
        kind="labels",
        fitting="seen",
    )

    assert row.absent
    with pytest.raises(ValueError, match="either a figure or a reason"):
        replace(row, absent="")
