"""Simulated recordings as files, to be measured by the ordinary route."""

import re
from collections.abc import Sequence
from pathlib import Path

from backstride.errors import SettingsError
from backstride.simulate.feeds import FEEDS, FeedOptions, Recorded, feed_named
from backstride.simulate.known import truth_of
from backstride.simulate.runner import make_runner
from backstride.simulate.scenario import Scenario
from backstride.simulate.scenario_text import scenario_as_toml

FORMATS = tuple(feed.name for feed in FEEDS)
"""Names of the feeds that can be written."""


def write_scenario(
    scenario: Scenario,
    out_dir: Path,
    formats: Sequence[str] = ("trc",),
    options: FeedOptions | None = None,
) -> list[Path]:
    """Write simulated recordings, their truth and their scenario, and return the paths.

    ``simulated-<name>`` followed by the suffix of each feed (``FEEDS``); ``.truth.json`` is
    ``backstride.truth/1``; ``.scenario.toml`` makes the same recordings again. Recordings of one
    scenario show the same movement, on the same clock.

    Raises
    ------
    SettingsError
        For an unknown feed, a folder that cannot be written, or a scenario that cannot be run.
    """
    wanted = [feed_named(name) for name in dict.fromkeys(formats)]
    recorded = Recorded(make_runner(scenario))
    truth = truth_of(recorded.runner, recorded.clean)
    # The name goes wherever the file goes, so it says what the file is.
    stem = "simulated-" + (re.sub(r"[^\w.-]+", "-", scenario.name).strip(".-") or "scenario")
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        written = []
        for feed in wanted:
            written.append(out_dir / f"{stem}{feed.suffix}")
            written += feed.write(written[-1], recorded, options or FeedOptions())
        written.append(out_dir / f"{stem}.truth.json")
        truth.write(written[-1])
        written.append(out_dir / f"{stem}.scenario.toml")
        written[-1].write_text(scenario_as_toml(scenario), "utf-8")
    except OSError as error:
        raise SettingsError(f"{out_dir}: cannot write there ({error.strerror}).") from error
    return written
