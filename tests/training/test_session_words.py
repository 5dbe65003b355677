"""Every way to say an amount, an action, an effort, a surface, a slope or a load."""

import pytest

from backstride.training.session import Effort, Item, Load, Step
from backstride.training.session_text import parse_session


def _read(line: str) -> Item:
    return parse_session(f"Title\n{line}").items[0]


@pytest.mark.parametrize(
    ("written", "amount", "unit"),
    [
        ("30s", 30, "s"),
        ("30 seconds", 30, "s"),
        ("2min", 120, "s"),
        ("1.1 min", 66, "s"),
        ("1h", 3600, "s"),
        ("1h 5min 3s", 3903, "s"),
        ("1min30s", 90, "s"),
        ("1:30", 90, "s"),
        ("1:30 min", 90, "s"),
        ("1:02:30", 3750, "s"),
        ("1:30.5", 90.5, "s"),
        ("2:00.123456", 120.1235, "s"),
        ("20m", 20, "m"),
        ("20 mtr", 20, "m"),
        ("20 metres", 20, "m"),
        ("1.5km", 1500, "m"),
        ("10yd", 9.144, "m"),
        ("1 mile", 1609.344, "m"),
        ("10 times", 10, "times"),
        ("10 reps", 10, "times"),
        ("until ready", 0, "open"),
    ],
)
def test_amounts(written: str, amount: float, unit: str) -> None:
    """An amount is normalised to seconds, metres or times; ``m`` is metres."""
    assert Step(amount, unit, "skip", "forward") == _read(f"{written} skip")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "movement", "direction"),
    [
        ("backward", "run", "backward"),
        ("forward", "run", "forward"),
        ("run", "run", "forward"),
        ("run left", "run", "left"),
        ("walk backward", "walk", "backward"),
        ("backwards walking", "walk", "backward"),
        ("walk on the spot", "walk", None),
        ("shuffle left", "shuffle", "left"),
        ("shuffle", "shuffle", None),
        ("sidestep right", "shuffle", "right"),
        ("back-pedal", "back-pedal", "backward"),
        ("Backpedal", "back-pedal", "backward"),
        ("sprint backward", "sprint", "backward"),
        ("jump", "jump", None),
        ("jump forward", "jump", "forward"),
        ("drill", "drill", None),
        ("plank", "plank", None),
        ("rest", "rest", None),
    ],
)
def test_actions(written: str, movement: str, direction: str | None) -> None:
    """Each movement has a usual direction; another one is said."""
    expected = Step(30, "s", movement, direction)  # type: ignore[arg-type]
    assert expected == _read(f"30s {written}")


@pytest.mark.parametrize(
    ("written", "effort"),
    [
        ("easy", Effort("named", "easy")),
        ("at max", Effort("named", "max")),
        ("75% effort", Effort("effort_percent", "", 75, 75)),
        ("at 60-85% HRmax", Effort("heart_rate_percent", "", 60, 85)),
        ("60% – 85 % of max HR", Effort("heart_rate_percent", "", 60, 85)),
        ("60 to 85% hr max", Effort("heart_rate_percent", "", 60, 85)),
        ("RPE 3-4", Effort("rpe", "", 3, 4)),
        ("rpe3.5", Effort("rpe", "", 3.5, 3.5)),
        ("1.5-2.2 m/s", Effort("speed_mps", "", 1.5, 2.2)),
        ("9 km/h", Effort("speed_mps", "", 2.5, 2.5)),
        ("6 mph", Effort("speed_mps", "", 2.6822, 2.6822)),
        ("5:00 min/km", Effort("speed_mps", "", 3.3333, 3.3333)),
        ("5min/km", Effort("speed_mps", "", 3.3333, 3.3333)),
        ("5:00-6:40/km", Effort("speed_mps", "", 2.5, 3.3333)),
        ("8:00 min/mile", Effort("speed_mps", "", 3.3528, 3.3528)),
        ("8:00 min/mi", Effort("speed_mps", "", 3.3528, 3.3528)),
    ],
)
def test_efforts(written: str, effort: Effort) -> None:
    """Speeds and paces become m/s, the slower bound first."""
    assert Step(30, "s", "jog", "forward", effort) == _read(f"30s jog {written}")


@pytest.mark.parametrize(
    ("written", "load"),
    [
        ("band", Load("band")),
        ("with sled", Load("sled")),
        ("sled 20kg", Load("sled", 20)),
        ("vest 7.5 kg", Load("vest", 7.5)),
        ("sled 10% body mass", Load("sled", None, 10)),
        ("sled 10% of bodyweight", Load("sled", None, 10)),
    ],
)
def test_loads(written: str, load: Load) -> None:
    """A load is a band, a sled or a vest, with its mass or without."""
    assert Step(20, "m", "run", "backward", load=load) == _read(f"20m backward {written}")


def test_a_load_without_mass_stands_before_an_effort() -> None:
    """The share after a sled is its mass only where it says so."""
    step = _read("20m backward sled 75% effort")
    assert (
        Step(20, "m", "run", "backward", Effort("effort_percent", "", 75, 75), load=Load("sled"))
        == step
    )


@pytest.mark.parametrize(
    ("written", "slope"),
    [
        ("uphill 4%", 4),
        ("4% uphill", 4),
        ("downhill 4.5 %", -4.5),
        ("incline -3%", -3),
        ("incline 3%", 3),
        ("level", 0),
        ("flat", 0),
    ],
)
def test_slopes(written: str, slope: float) -> None:
    """Uphill is positive in the direction of travel."""
    assert Step(60, "s", "walk", "forward", incline_percent=slope) == _read(f"1min walk {written}")


@pytest.mark.parametrize("written", ["on grass", "grass", "on the grass", "ON GRASS"])
def test_surfaces(written: str) -> None:
    """A surface stands on its own or after ``on``."""
    assert Step(60, "s", "walk", "forward", surface="grass") == _read(f"1min walk {written}")


def test_cues_keep_what_is_written() -> None:
    """Signs that mean something elsewhere mean nothing in a cue."""
    cue = "# 3x, – ‘lean’ \\ 30s 🏃‍♀️"
    assert Step(60, "s", "walk", "forward", cue=cue) == _read(f'1min walk "  {cue} " # gone')


def test_header_lines_in_any_order() -> None:
    """Title, surface and note stand above the first step."""
    session = parse_session(
        "NOTE: Bring # water \n# no\nSurface: any # all\nTITLE: Steps on sand\n1min rest"
    )
    assert ("Steps on sand", None, "Bring # water") == (
        session.title,
        session.surface,
        session.note,
    )
