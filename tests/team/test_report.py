"""The page on a match: whole, by itself, for a desk, a phone, the dark and paper."""

import os
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from backstride.cli.main import main
from backstride.team import MatchResult, Thresholds, measure_feed, shipped_model, simulated_match
from backstride.team.facing_model import UNTESTED
from backstride.team.match import match_of
from backstride.team.report import render_match
from backstride.team.report.words import duration, number, shown
from tests.chromium import chromium
from tests.team.made_plays import write_game

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
RULES = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }"
FEW_ROWS = """document.querySelectorAll("tbody tr:nth-child(n+4), svg rect + rect")
.forEach(one => one.remove())"""
"""Rows and squares are alike: a few of them tell as much, in a tenth of the time."""

OUTSIDE = re.compile(r"(?:src|href)=\"(?!#|data:|https://doi|https?://)[^\"]+\"|@import|<script")


def simulated(*, measured: bool) -> MatchResult:
    """Return the answer of a short match."""
    feed = simulated_match(shipped_model(), seed=61, minutes=12, rate_hz=10)[0]
    if measured:
        return MatchResult([measure_feed(feed)], Thresholds())
    feed.facing_deg = None
    return MatchResult([measure_feed(feed)], Thresholds(), shipped_model(), [UNTESTED])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return pages of a measured match, an estimated one, and games of plays."""
    folder = tmp_path_factory.mktemp("plays")
    pytest.importorskip("polars", reason="the [team] extra is not installed")
    for game in (1, 2, 3):
        askew = {4: 180.0} if game == 2 else None
        write_game(folder, game, seed=game, minutes=2.5, turned_deg=90.0, turned_players=askew)
    return {
        "measured": render_match(simulated(measured=True)),
        "estimated": render_match(simulated(measured=False)),
        "plays": render_match(match_of(folder)),
    }


@pytest.mark.parametrize("name", ["measured", "estimated", "plays"])
def test_a_page_is_whole_and_fetches_nothing(pages: dict[str, str], name: str) -> None:
    """One file without a script, with a policy that forbids requests, and no odd numbers."""
    page = pages[name]

    assert OUTSIDE.search(page) is None
    assert "default-src 'none'" in page
    assert not re.search(r"\b(nan|inf|None)\b", re.sub(r"<style>.*?</style>", "", page, flags=re.S))
    for heading in ("Minute by minute", "Where and when", "Players", "Data quality", "how well"):
        assert heading in page


def test_every_share_stands_beside_what_it_hangs_on(pages: dict[str, str]) -> None:
    """Angle, speed and window under cards, timeline, pitch, players, teams and phases."""
    for page in pages.values():
        assert page.count("more than 135° between facing and travel, above 1.4 m/s") >= 5
    assert "from the snap to the end of each play" in pages["plays"]


def test_an_estimate_is_called_one_and_ranks_nobody(pages: dict[str, str]) -> None:
    """The headline says so, the model's error is told, and players are in the order of names."""
    page = pages["estimated"]
    names = re.findall(r'<th scope="row">(home \d+)</th>', page)[:11]

    assert "estimated" in page.split("</h1>")[0].split("<h1>")[1]
    assert "of 12 other simulated matches" in page
    assert "untested" in page
    assert sorted(names) == names
    assert "Bouts, and what follows them" not in page


def test_bad_tags_are_shown_with_their_effect(pages: dict[str, str]) -> None:
    """The turned season, the tag left out and the share before and after."""
    page = pages["plays"]

    assert "counts its angles from another zero" in page
    assert re.search(r"the tag points .*° from where its wearer runs", page)
    assert "share as it came" in page


def test_names_from_a_feed_stay_text() -> None:
    """A name that looks like HTML does nothing."""
    result = simulated(measured=True)
    player = result.games[0].players[0]
    player.player = type(player.player)("x", "<img src=x onerror=alert(1)>", "<b>A", "")
    page = render_match(result)

    assert "<img" not in page
    assert "<b>A" not in page


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --report and --json: the page in the file, one line of JSON on the screen."""
    pytest.importorskip("polars", reason="the [team] extra is not installed")
    game = write_game(tmp_path, 1, minutes=2)
    out = tmp_path / "out" / "page.html"

    assert 0 == main(["match", str(game.path), "--report", str(out), "--json"])
    assert 1 == len(capsys.readouterr().out.splitlines())
    assert out.read_text("utf-8").endswith("</html>")


def test_numbers_as_a_person_reads_them() -> None:
    """Thousands apart, a real minus, counts whole, and bounds as fine as they are wide."""
    one = simulated(measured=True).players[0].figures

    assert ("1\u202f234", "−3.5") == (number(1234.0), number(-3.5, 1))
    assert ("9.5\u00a0s", "95\u00a0s", "2:05\u00a0min") == tuple(map(duration, (9.5, 95.0, 125.0)))
    assert "." not in shown(one["bouts"])[0]
    assert "%" == shown(one["backward_share"])[2]


browser = pytest.fixture(scope="module")(chromium)


@pytest.mark.parametrize(("size", "mode"), [("phone", "dark"), ("desk", "light")])
@pytest.mark.parametrize("name", ["measured", "estimated", "plays"])
def test_the_page_can_be_used_by_everyone(
    browser: Any, pages: dict[str, str], tmp_path: Path, name: str, size: str, mode: str
) -> None:
    """No violation of WCAG 2.2 AA that axe finds, nothing sticks out, and no request leaves."""
    width, height = SIZES[size]
    path = tmp_path / "page.html"
    path.write_text(pages[name], "utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=mode, bypass_csp=True
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if folder := os.environ.get("BACKSTRIDE_SCREENSHOTS"):
        shot = Path(folder) / f"match-{name}-{size}-{mode}.png"
        page.screenshot(path=str(shot), full_page=True)
    page.evaluate(FEW_ROWS)
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    context.close()

    assert [] == [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
    assert wider <= 0
    assert [path.as_uri()] == [url for url in asked if not url.startswith("data:")]
