"""The templates that ship: all of them there, and faults in the data told with their place."""

import tomllib
from pathlib import Path

import pytest

from backstride.errors import SettingsError
from backstride.training.athlete_words import GOALS
from backstride.training.session_text import format_session, parse_session
from backstride.training.template import STAGES
from backstride.training.templates import load_templates, template, templates

_ROOT = Path(__file__).resolve().parents[2]
_DATA = _ROOT / "src" / "backstride" / "training" / "data" / "templates"

NAMED = {
    *("first-steps", "warm-up", "sprint-youth", "sprint-adult", "change-of-direction"),
    *("intervals", "economy-treadmill-harness", "conditioning", "hills", "resistance-band"),
    *("sled", "speed-intervals", "balance-first", "attention-and-confidence"),
    *("alongside-plyometrics", "soccer-outfield", "soccer-goalkeeper"),
    *("american-football-receiver", "american-football-defensive-back", "basketball"),
    *("track-sprint", "distance-running", "cycling", "patellofemoral-pain", "patellar-tendon"),
    *("acl-reconstruction", "hip", "groin", "calf-and-achilles", "shin-splints", "ankle"),
}
"""Every kind of training that Backstride promises a template for."""


def test_every_promised_template_is_there() -> None:
    """What the product names can be asked for by name."""
    assert NAMED <= templates().keys()
    assert all(template(one).id == one for one in NAMED)


def test_every_goal_and_stage_has_a_template() -> None:
    """Nobody's goal is left without training."""
    assert {goal for one in templates().values() for goal in one.goals} == set(GOALS)
    assert {one.stage for one in templates().values()} == set(STAGES)


def test_templates_are_read_once_and_cannot_be_changed() -> None:
    """The mapping is shared."""
    assert templates() is templates()
    with pytest.raises(TypeError):
        templates()["new"] = template("hills")  # type: ignore[index]


def test_an_unknown_template_is_a_sentence_with_the_likely_one() -> None:
    """A slip of the keyboard is answered."""
    with pytest.raises(SettingsError, match='did you mean "first-steps"'):
        template("first-step")


def test_every_rung_is_written_as_it_is_printed() -> None:
    """Text to session to text is the identity on all the data."""
    seen = 0
    for path in _DATA.glob("*.toml"):
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["template"]:
            for rung in table["rung"]:
                assert format_session(parse_session(rung["session"])) == rung["session"]
                seen += 1
    assert seen == sum(len(one.rungs) for one in templates().values())


_GOOD = (_DATA / "first-steps.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('stage = "familiarise"', 'stage = "familiar"', 'did you mean "familiarise"'),
        ('goals = ["learn"', 'goals = ["lern"', "goals"),
        ("weeks = [1, 4]", "weeks = [4, 1]", "weeks must be two numbers"),
        ("weeks = [1, 4]", "", "'weeks' is missing"),
        ("weeks = [1, 4]", "weeks = [1, 4]\nweek = 3", "no field 'week'"),
        ('basis = "expert opinion"', 'basis = "research"', "dose_from"),
        ('changes = "skill"', 'changes = "speed"', "rung 2: more than speed changes"),
        ('changes = "skill"', 'changes = "skil"', "'changes' must be one of"),
        ("30s backward easy", "30s backwrd easy", "rung 2: line 5"),
        ('stage = "familiarise"', 'stage = "familiarise"\nneeds = ["x"]', "needs 'x'"),
        ('stage = "familiarise"', 'stage = "familiarise"\nmax_pain = 2', "max_pain belongs"),
        ("[[template]]", "[[template]", "these are no templates"),
    ],
)
def test_a_fault_in_the_data_is_one_sentence_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """Path, template and rung."""
    assert old in _GOOD
    (tmp_path / "t.toml").write_text(_GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_templates(tmp_path)
    assert said in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_no_templates_and_two_of_one_name_are_refused(tmp_path: Path) -> None:
    """An empty directory is a slip, and so is a copy."""
    with pytest.raises(SettingsError, match="no templates here"):
        load_templates(tmp_path)
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(_GOOD, encoding="utf-8")
    with pytest.raises(SettingsError, match="second template 'first-steps'"):
        load_templates(tmp_path)
