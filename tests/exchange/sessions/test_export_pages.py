"""The pages on exports say what the exports do."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from backstride.exchange.sessions.fit import profile
from backstride.exchange.sessions.fit.file_bytes import MAX_TEXT_BYTES
from backstride.exchange.sessions.fit_workout import FitSettings, session_as_fit
from backstride.exchange.sessions.intervals_text import session_as_intervals
from backstride.training.session import Session, Step
from backstride.training.session_text import parse_session
from tests.exchange.sessions.watch import decoded
from tests.training.strategies import random_session

_DOCS = Path(__file__).resolve().parents[3] / "docs"


def _page(name: str) -> str:
    return (_DOCS / name).read_text(encoding="utf-8")


def _rows(page: str) -> list[list[str]]:
    lines = [line for line in page.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_direction_field_is_as_published() -> None:
    """Others rely on these numbers: they never change."""
    rows = _rows(_page("fit-direction-field.md"))
    values = {row[1]: int(row[0]) for row in rows if row[0].isdecimal() and int(row[0]) != 255}
    assert values == dict(profile.DIRECTION_NUMBERS)
    said = {row[0]: row[1] for row in rows}
    assert said["application id"].startswith(f"{profile.APPLICATION_ID}`")
    session = parse_session("Any\n2x\n  2x\n    5s backward\n  5s rest\n")
    messages = decoded(session_as_fit(session, datetime(2026, 3, 1, tzinfo=UTC)).data)
    described = [fields for name, fields in messages if name == "field_description"]
    assert [(0, "step_direction", "uint8"), (1, "unrolled_repeats", "uint16")] == [
        (one["field_definition_number"], one["field_name"], one["fit_base_type_id"])
        for one in described
    ]
    assert (said["field number"], said["name"]) == ("0", "step_direction")
    assert (said["base type"], said["application version"]) == ("uint8", "1")


def test_the_example_for_intervals_icu_is_what_is_written() -> None:
    """The page shows the text that its session gives."""
    text, session = re.findall(r"^```\n(.*?)^```$", _page("exports.md"), re.DOTALL | re.MULTILINE)
    assert text == session_as_intervals(parse_session(session)).text


def test_the_settings_are_those_of_the_page() -> None:
    """Every setting of a workout file stands there with its default."""
    said = {row[0]: row[1] for row in _rows(_page("exports.md"))}
    words = {True: "on", False: "off"}
    for name in FitSettings.__dataclass_fields__:
        value = getattr(FitSettings(), name)
        assert said[name] == (words[value] if isinstance(value, bool) else str(value))
    assert f"longer than {MAX_TEXT_BYTES} bytes" in _page("exports.md")


def test_every_loss_stands_on_the_page() -> None:
    """Each sentence that random sessions get has its line, and no line is idle."""
    rng = random.Random(8)  # noqa: S311 - not for secrets
    made = datetime(2026, 3, 1, tzinfo=UTC)
    sessions = [random_session(rng) for _ in range(300)]
    sessions += [replace(one, title="long " * 60 + "end", note="2x fun") for one in sessions[:20]]
    sessions += [Session("Cue", (Step(5, "s", "rest", cue="breathe " * 40 + "out"),))]
    ways = [FitSettings(), FitSettings(max_watch_steps=5, developer_fields=False)]
    fit = {
        loss for one in sessions for how in ways for loss in session_as_fit(one, made, how).losses
    }
    text = {loss for one in sessions for loss in session_as_intervals(one).losses}
    of_fit, of_text = _page("exports.md").split("## Calendar")
    for losses, part in ((fit, of_fit), (text, of_text)):
        lines = [line[2:] for line in part.splitlines() if line.startswith("* ")]
        patterns = [re.escape(line).replace("…", r"\d+") for line in lines]
        untold = [loss for loss in losses if not any(re.search(one, loss) for one in patterns)]
        idle = [one for one in patterns if not any(re.search(one, loss) for loss in losses)]
        assert ([], []) == (untold, idle)
