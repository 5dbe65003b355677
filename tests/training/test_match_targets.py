"""The file of what matches ask of a player: read field by field, and every mistake a sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from backstride.errors import SettingsError
from backstride.team import MatchResult, Thresholds, measure_feed, shipped_model, simulated_match
from backstride.team.demand import SCHEMA as WRITTEN_SCHEMA
from backstride.team.demand import targets_of
from backstride.training.match_targets import (
    SCHEMA,
    MatchTargets,
    read_targets,
    targets_from_dict,
)
from tests.training.match_strategies import targets, usual_targets


def changed(*keys: str, to: Any) -> dict[str, Any]:
    """Return the plain values of usual targets with one of them changed."""
    plain = usual_targets().as_json()
    part = plain
    for key in keys[:-1]:
        part = part[key]
    part[keys[-1]] = to
    return plain


@pytest.mark.parametrize("facing_known", [True, False])
def test_what_a_match_writes_is_read(tmp_path: Path, *, facing_known: bool) -> None:
    """The file of a simulated match, with orientation and without."""
    feed = simulated_match(shipped_model(), seed=51, minutes=6, rate_hz=10)[0]
    if not facing_known:
        feed.facing_deg = None
    written = targets_of(MatchResult([measure_feed(feed)], Thresholds()), "home 4")
    path = tmp_path / "targets.json"
    path.write_text(json.dumps(written.as_json()), "utf-8")
    read = read_targets(path)

    assert WRITTEN_SCHEMA == SCHEMA
    assert "measured" if facing_known else "estimated" == read.facing
    assert written.per_match["backward_run_s"].value == pytest.approx(
        read.per_match["backward_run_s"].value, abs=1e-4
    )
    assert facing_known == ("longest_bout_s" in read.per_match)
    assert tuple(written.notes) == read.notes


@given(made=targets())
def test_targets_come_back_as_they_were(made: MatchTargets) -> None:
    """Through JSON, unrounded."""
    assert made == targets_from_dict(json.loads(json.dumps(made.as_json())))


def test_of_an_estimate_the_lower_bound_counts() -> None:
    """What was measured counts as it is."""
    assert 104.0 == usual_targets().aim("backward_run_s")
    assert 52.0 == usual_targets("estimated").aim("backward_run_s")
    assert usual_targets("estimated").aim("longest_bout_s") is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "schema"),
        (changed("schema", to="backstride.plan_targets/2"), "schema"),
        (changed("player", to=""), "player"),
        (changed("team", to=3), "team"),
        (changed("facing", to="guessed"), "facing"),
        (changed("matches", to=1.5), "matches"),
        (changed("matches", to=0), "matches"),
        (changed("seen_s", to=None), "seen_s"),
        (changed("per_match", to=[]), "per_match"),
        (changed("per_match", to={}), "backward_run_s"),
        (changed("per_match", "bout_s", to=2.0), "per_match.bout_s"),
        (changed("per_match", "bout_s", "low", to=float("nan")), "per_match.bout_s.low"),
        (changed("per_match", "bout_s", "low", to=-1), "per_match.bout_s.low"),
        (changed("per_match", "bout_s", "high", to=0.1), "per_match.bout_s.value"),
        (changed("per_match", "bout_s", "unit", to="min"), "per_match.bout_s.unit"),
        (changed("per_match", "bout_s", "basis", to="unknown"), "per_match.bout_s.basis"),
        (changed("per_match", "bout_s", "sources", to="E6"), "per_match.bout_s.sources"),
        (changed("per_match", "bout_s", "sources", to=[6]), "per_match.bout_s.sources"),
        (changed("bout_speeds_mps", to=[1.0]), "bout_speeds_mps"),
        (changed("bout_speeds_mps", to=["a", 2]), "bout_speeds_mps"),
        (changed("bout_lengths_s", to=[3.0, 1.0]), "bout_lengths_s"),
        (changed("notes", to="all"), "notes"),
        (changed("notes", to=["two\nlines"]), "notes"),
        (changed("notes", to=["x"] * 51), "notes"),
    ],
)
def test_a_field_that_is_wrong_is_named_in_one_sentence(data: Any, said: str) -> None:
    """Where it stands, and what it must be."""
    with pytest.raises(SettingsError) as found:
        targets_from_dict(data, "targets.json")
    text = str(found.value)
    assert text.startswith("targets.json: ")
    assert said in text
    assert text.endswith(".")
    assert "\n" not in text


@pytest.mark.parametrize(
    "write",
    [
        lambda path: None,
        lambda path: path.write_bytes(b"\xff\xfe\x00"),
        lambda path: path.write_text("{"),
        lambda path: path.mkdir(),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, write: Callable[[Path], Any]) -> None:
    """Missing, no text, no JSON, a folder."""
    path = tmp_path / "targets.json"
    write(path)
    with pytest.raises(SettingsError, match=r"targets\.json"):
        read_targets(path)
