"""``backstride match`` on a real feed: a table for people, the contract for programs."""

import json
from pathlib import Path

import pytest

from backstride.cli import main


def test_a_feed_without_orientation_is_estimated_and_says_so(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every share carries its interval, and the thresholds stand beside it."""
    pytest.importorskip("polars")
    feed = data_dir / "team/kloppy/epts_metrica_tracking.txt"
    meta = data_dir / "team/kloppy/epts_metrica_metadata.xml"

    assert main(["match", str(feed), "--meta", str(meta)]) == 0
    shown = capsys.readouterr().out
    assert "Facing is estimated" in shown
    assert "135°" in shown

    assert main(["match", str(feed), "--meta", str(meta), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["facing"] == "estimated"
    shares = [p["backward_share"] for p in found["players"] if p["backward_share"]]
    assert len(shares) >= 10
    for share in shares:
        assert share["low"] <= share["value"] <= share["high"]
