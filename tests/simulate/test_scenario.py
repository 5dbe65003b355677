"""Scenarios: what may be asked for, and their text form."""

from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import SettingsError
from backstride.simulate import (
    Body,
    Scenario,
    Segment,
    load_scenario,
    make_runner,
    random_scenario,
    scenario_as_toml,
    scenario_names,
)

RUN = '[[segment]]\nkind = "run"\nspeed_mps = 3\nduration_s = 5\n'

BAD = {
    "not TOML": ("[[segment\n", "this is not TOML"),
    "nothing": ("", "empty"),
    "no segment": ("rate_hz = 100\n", "no [[segment]]"),
    "segment is no table": ("segment = [3]\n", "segment 1: a table"),
    "body is no table": ("body = 3\n" + RUN, "body: a table"),
    "unknown kind": ('[[segment]]\nkind = "hop"\nduration_s = 1\n', "segment 1: kind is 'hop'"),
    "missing kind": ("[[segment]]\nduration_s = 1\n", "segment 1: kind is missing"),
    "unknown direction": (RUN + 'direction = "up"\n', "segment 1: direction is 'up'"),
    "unknown key": (RUN + "pace = 3\n", "no setting 'pace'"),
    "unknown scenario key": ("colour = 1\n" + RUN, "no setting 'colour'"),
    "too fast": ('[[segment]]\nkind = "walk"\nspeed_mps = 4\nduration_s = 9\n', "speed_mps is 4"),
    "no speed": ('[[segment]]\nkind = "run"\nduration_s = 9\n', "speed_mps is 0"),
    "speed in words": (
        '[[segment]]\nkind = "run"\nspeed_mps = "fast"\nduration_s = 9\n',
        "speed_mps is 'fast'",
    ),
    "both lengths": (RUN + "distance_m = 10\n", "not both"),
    "no length": ('[[segment]]\nkind = "run"\nspeed_mps = 3\n', "either duration_s or distance_m"),
    "endless": ('[[segment]]\nkind = "stand"\nduration_s = inf\n', "duration_s is inf"),
    "over an hour": ('[[segment]]\nkind = "stand"\nduration_s = 4000\n', "an hour is the most"),
    "stand over a distance": ('[[segment]]\nkind = "stand"\ndistance_m = 3\n', "needs duration_s"),
    "turn first": (
        '[[segment]]\nkind = "turn"\nduration_s = 2\nfacing_turn_deg = 90\n',
        "first segment is a turn",
    ),
    "turn without angle": (
        RUN + '[[segment]]\nkind = "turn"\nduration_s = 2\n',
        "segment 2: a turn",
    ),
    "turn too fast": (
        RUN + '[[segment]]\nkind = "turn"\nduration_s = 0.2\nfacing_turn_deg = 180\n',
        "too fast; give it at least 0.75 s",
    ),
    "angle of a run": (RUN + "facing_turn_deg = 90\n", "only a turn"),
    "duty of a walk": (
        '[[segment]]\nkind = "walk"\nspeed_mps = 1\nduration_s = 9\nduty_factor = 0.4\n',
        "only a run",
    ),
    "too short to get going": (
        '[[segment]]\nkind = "stand"\nduration_s = 1\n[[segment]]\nkind = "run"\nspeed_mps = 4\n'
        "duration_s = 1\n",
        "segment 2: the change to 4 m/s takes 2.0 s",
    ),
    "too short to stop": (RUN + '[[segment]]\nkind = "stand"\nduration_s = 1\n', "coming to rest"),
    "rate": ("rate_hz = 0\n" + RUN, "rate_hz is 0"),
    "noise": ("noise_m = -1\n" + RUN, "noise_m is -1"),
    "dropout": ("dropout = 2\n" + RUN, "dropout is 2"),
    "seed": ("seed = 1.5\n" + RUN, "seed is 1.5"),
    "seed true": ("seed = true\n" + RUN, "seed is True"),
    "name": ("name = 3\n" + RUN, "name is 3"),
    "giant": ("[body]\nheight_m = 3\n" + RUN, "body: height_m is 3"),
    "nan": ("start_heading_deg = nan\n" + RUN, "start_heading_deg is nan"),
}


@pytest.mark.parametrize(("text", "part"), BAD.values(), ids=BAD.keys())
def test_a_bad_scenario_is_refused_in_one_sentence(text: str, part: str) -> None:
    """What is wrong and where, on one line that ends in a full stop."""
    with pytest.raises(SettingsError) as caught:
        make_runner(load_scenario(text))

    said = str(caught.value)
    assert part in said
    assert "\n" not in said
    assert said.endswith(".")


def test_an_unknown_name_lists_the_shipped_scenarios() -> None:
    """A mistyped name is answered with the names there are."""
    with pytest.raises(SettingsError, match="backward-session"):
        load_scenario("backwards")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no text name the file."""
    path = tmp_path / "noise.toml"
    path.write_bytes(b"\xff\xfe\x00\x81")

    with pytest.raises(SettingsError, match=r"noise\.toml"):
        load_scenario(path)


def test_a_file_is_named_after_itself(tmp_path: Path) -> None:
    """A scenario without a name takes that of its file."""
    path = tmp_path / "my-run.toml"
    path.write_text(RUN, "utf-8")

    assert load_scenario(path).name == "my-run"
    assert load_scenario(str(path)) == load_scenario(path)


@pytest.mark.parametrize("name", scenario_names())
def test_every_shipped_scenario_can_be_run(name: str) -> None:
    """Each has a description and makes a runner."""
    scenario = load_scenario(name)

    assert scenario.name == name
    assert scenario.description.endswith(".")
    assert len(make_runner(scenario).falls) > 10


@given(seed=st.integers(0, 10_000))
def test_a_scenario_survives_its_text_form(seed: int) -> None:
    """Written as TOML and read back, it is the same."""
    scenario = random_scenario(seed)

    assert scenario == load_scenario(scenario_as_toml(scenario))


@given(text=st.text(max_size=40))
def test_any_name_and_description_survive_the_text_form(text: str) -> None:
    """Quotes, line breaks and signs of all kinds are kept."""
    segment = Segment("stand", duration_s=1)
    scenario = Scenario(text, (segment,), description=text)

    assert scenario == load_scenario(scenario_as_toml(scenario))


@given(junk=st.text(max_size=60))
def test_any_text_is_a_scenario_or_refused(junk: str) -> None:
    """No text whatever ends in anything but a scenario or a sentence."""
    with suppress(SettingsError):
        assert load_scenario(junk).segments


def test_the_page_names_every_scenario_and_setting() -> None:
    """A scenario or setting that is not documented does not exist for its users."""
    page = (Path(__file__).parents[2] / "docs" / "simulate.md").read_text("utf-8")
    settings = [f.name for kind in (Segment, Body, Scenario) for f in fields(kind)]

    assert all(f"`{name}`" in page for name in scenario_names())
    assert all(f"{name} = " in page for name in settings if name not in ("segments", "body"))


def test_the_scenario_of_the_page_can_be_run() -> None:
    """The example is text that works."""
    page = (Path(__file__).parents[2] / "docs" / "simulate.md").read_text("utf-8")
    example = page.split("```toml\n")[1].split("```")[0]

    assert make_runner(load_scenario(example)).course.duration_s > 5
