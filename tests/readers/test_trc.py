"""TRC: header quirks, blank cells, units, axes and clocks."""

from pathlib import Path

import numpy as np
import pytest

from backstride.errors import DamagedFileError
from backstride.readers import read, trc
from backstride.readers.files import load
from tests.readers.made_files import MARKERS, trc_text, walker, write, y_up


@pytest.mark.parametrize("tail", ["", "\t", "\t\t\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_tabs_and_line_ends_at_the_end_do_not_matter(tmp_path: Path, tail: str, ends: str) -> None:
    """Programs end lines in their own ways."""
    points = y_up(walker()) * 1000
    text = trc_text(points, tail=tail).replace("\n", ends)

    found = trc.read(load(write(tmp_path, "a.trc", text)))

    assert found.names == MARKERS
    assert found.points == pytest.approx(points, abs=1e-4)


def test_blank_cells_are_missing(tmp_path: Path) -> None:
    """A hidden marker leaves three empty cells, also at the end of a line."""
    points = y_up(walker()) * 1000
    points[0, 5] = points[6, 10:12] = points[-1, 20] = np.nan

    found = trc.read(load(write(tmp_path, "a.trc", trc_text(points, tail=""))))

    np.testing.assert_array_equal(np.isnan(points), np.isnan(found.points))


def test_a_marker_without_a_name_is_left_out(tmp_path: Path) -> None:
    """An empty place in the row of names does not shift the others."""
    points = y_up(walker()) * 1000
    names = list(MARKERS)
    names[3] = ""

    found = trc.read(load(write(tmp_path, "a.trc", trc_text(points, names))))

    assert [m for m in MARKERS if m != "RPSI"] == list(found.names)
    assert found.points[3] == pytest.approx(points[4], abs=1e-4)


def test_a_path_may_be_text(tmp_path: Path) -> None:
    """In a notebook one types where a file is."""
    path = write(tmp_path, "a.trc", trc_text(y_up(walker()) * 1000))

    assert read(path).source == read(str(path)).source


@pytest.mark.parametrize(("units", "per_metre"), [("mm", 1000), ("m", 1), ("cm", 100)])
def test_units_are_read(tmp_path: Path, units: str, per_metre: float) -> None:
    """The header says the unit."""
    text = trc_text(y_up(walker()) * per_metre, units=units)

    assert read(write(tmp_path, "a.trc", text)).speed_mps[30] == pytest.approx(1, rel=1e-3)


def test_a_z_up_file_is_told_by_the_body(tmp_path: Path) -> None:
    """TRC does not say which way is up; Y is usual, Z occurs."""
    motion = read(write(tmp_path, "a.trc", trc_text(walker() * 1000)))

    assert motion.direction_deg[30] == pytest.approx(0, abs=1)
    assert any("Z was taken as up" in w for w in motion.source.warnings)


def test_time_stamps_of_few_digits_are_even(tmp_path: Path) -> None:
    """0.017 0.033 0.050 are sixtieths of a second, written short."""
    times = np.round(np.arange(60) / 60, 3)

    motion = read(write(tmp_path, "a.trc", trc_text(y_up(walker()) * 1000, times=times.tolist())))

    assert np.diff(motion.time_s) == pytest.approx(np.full(59, 1 / 60))
    assert not any("uneven" in w for w in motion.source.warnings)


def test_the_clock_starts_at_zero(tmp_path: Path) -> None:
    """A file cut from a longer one begins late; the motion does not."""
    times = (7 + np.arange(60) / 60).tolist()

    assert (
        read(write(tmp_path, "a.trc", trc_text(y_up(walker()) * 1000, times=times))).time_s[0] == 0
    )


def test_a_wrong_rate_gives_way_to_the_time_stamps(tmp_path: Path) -> None:
    """Where DataRate and Time disagree, Time is used and it is said."""
    text = trc_text(y_up(walker()) * 1000, rate_hz=30, times=(np.arange(60) / 60).tolist())

    motion = read(write(tmp_path, "a.trc", text))

    assert motion.rate_hz == pytest.approx(60, rel=1e-3)
    assert any("declares 30" in w for w in motion.source.warnings)


def test_uneven_steps_are_resampled(tmp_path: Path) -> None:
    """A camera with a wandering rate still gives the right speed."""
    rng = np.random.default_rng(1)
    times = np.cumsum(rng.uniform(0.5, 1.5, 120)) / 60
    points = walker(120)
    points[:, :, 0] += 1.5 * times - np.arange(120) / 60

    motion = read(write(tmp_path, "a.trc", trc_text(y_up(points) * 1000, times=times.tolist())))

    assert np.nanmedian(motion.speed_mps) == pytest.approx(1.5, rel=0.02)
    assert any("uneven" in w for w in motion.source.warnings)


@pytest.mark.parametrize("wrong", [0.2, 0.1])
def test_time_that_stands_or_runs_back_is_refused(tmp_path: Path, wrong: float) -> None:
    """Such stamps cannot be put right, so the frame is named."""
    times = (np.arange(60) / 60).tolist()
    times[13] = times[12] if wrong == 0.2 else wrong

    with pytest.raises(DamagedFileError, match="frame 14"):
        read(write(tmp_path, "a.trc", trc_text(y_up(walker()) * 1000, times=times)))


def test_a_wrong_cell_is_named_by_line_and_column(tmp_path: Path) -> None:
    """A person can find it in a spreadsheet."""
    lines = trc_text(y_up(walker()) * 1000).split("\n")
    lines[8] = lines[8].replace("\t", "\tx", 3).replace("\tx", "\t", 2)

    with pytest.raises(DamagedFileError, match="line 9, column 4"):
        read(write(tmp_path, "a.trc", "\n".join(lines)))


def test_more_rows_than_declared_are_all_read(tmp_path: Path) -> None:
    """A stale number of frames loses nothing."""
    text = trc_text(y_up(walker()) * 1000, declared=50)

    assert len(read(write(tmp_path, "a.trc", text))) == 60
