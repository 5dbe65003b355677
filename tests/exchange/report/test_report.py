"""What the report says and how it is made."""

import base64
import hashlib
import json
import re
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.estimate import Estimate
from backstride.exchange.report import render_report
from backstride.exchange.report.figure import UNSEEN, player_data
from backstride.exchange.words import estimate_words, headline
from backstride.measure import measure
from backstride.measure.measurement import Bout, Direction, DirectionTotal, Measurement, Step
from backstride.motion import Skeleton, Source, motion_from_skeleton
from backstride.readers import read
from tests.exchange.report.html_pages import parse
from tests.exchange.report.page_checks import (
    is_whole_html,
    never_shows_a_missing_number,
    pictures_have_names_sentences_and_tables,
    section,
    tables_have_captions_and_scopes,
    words_of,
)
from tests.exchange.report.report_sessions import (
    SOURCE,
    backward_motion,
    backward_session,
    empty_session,
    loaded_session,
    running_body,
    watch_session,
)

SESSIONS = {
    "backward": backward_session,
    "watch": watch_session,
    "empty": empty_session,
    "loaded": loaded_session,
}


@pytest.fixture(scope="module", params=SESSIONS)
def page(request: pytest.FixtureRequest) -> str:
    """Return reports on a whole session, a watch file, nothing at all, and with load."""
    return render_report(SESSIONS[request.param]())


def test_first_line_says_what_happened() -> None:
    """The heading is one plain sentence with distance, gait, time and speed."""
    root = parse(render_report(backward_session()))
    assert [e.text for e in root.all("h1")] == ["8.3 m of backward running in 3.2 s at 2.6 m/s."]


def test_unknown_facing_is_never_called_forward() -> None:
    """A watch knows speed and not direction, and the heading says so."""
    said = headline(watch_session())
    assert "forward or backward cannot be known" in said
    assert said.replace("\u00a0", " ").startswith("1.68 km of running in 10:00 min at 2.8 m/s")


def test_headline_names_every_direction_by_distance() -> None:
    """Several directions are listed, longest first."""
    totals: dict[Direction, DirectionTotal] = {
        "forward": DirectionTotal(2.0, 4.0, 0.2, 2.0, 2.2, 4),
        "backward": DirectionTotal(5.0, 12.5, 0.5, 2.5, 2.7, 15),
        "unknown": DirectionTotal(3.0, 6.0, 0.3, 2.0, 2.2, 0),
    }
    bouts = (
        Bout(0.0, 5.0, "backward", "run", "flight", 12.5, 2.5, 2.7, 15),
        Bout(5.0, 7.0, "forward", "walk", "flight", 4.0, 2.0, 2.2, 4),
    )
    said = headline(replace(backward_session(), by_direction=totals, bouts=bouts))
    assert said.replace("\u00a0", " ") == (
        "12.5 m of backward running in 5.0 s at 2.5 m/s, 4.0 m of forward walking in 2.0 s at "
        "2.0 m/s and 3.0 s in a direction that cannot be known."
    )


def test_page_is_whole_html(page: str) -> None:
    """Tags nest and close, ids are unique, and links within the page lead somewhere."""
    is_whole_html(page)


def test_page_asks_the_network_nothing(page: str) -> None:
    """No element fetches anything, and the security policy forbids it."""
    root = parse(page)
    fetching = [e for e in root.everything() if e.attributes.keys() & {"src", "srcset", "poster"}]
    assert not fetching
    assert [e.attributes["href"] for e in root.all("link")] == ["data:,"]
    style = "".join(root.all("style")[0].words)
    assert "@import" not in style
    assert set(re.findall(r"url\((.)", style)) == {"#"}
    policy = next(e for e in root.all("meta") if "http-equiv" in e.attributes)
    assert policy.attributes["content"].startswith("default-src 'none'")


def test_policy_allows_exactly_the_pages_own_style_and_script() -> None:
    """The hashes in the policy are those of what the page carries."""
    root = parse(render_report(backward_session()))
    policy = next(e for e in root.all("meta") if "http-equiv" in e.attributes)
    own = [*root.all("style"), *(e for e in root.all("script") if not e.attributes)]
    assert len(own) == 2
    for element in own:
        digest = hashlib.sha256("".join(element.words).encode()).digest()
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy.attributes["content"]


def test_every_table_has_caption_and_scopes(page: str) -> None:
    """Tables can be read without seeing them, and every row is as long as its head."""
    tables_have_captions_and_scopes(page)


def test_every_picture_has_a_name_a_sentence_and_a_table(page: str) -> None:
    """A picture is never the only way to learn something."""
    pictures_have_names_sentences_and_tables(page)


def test_not_a_number_never_appears(page: str) -> None:
    """What was not seen is a dash or a sentence, in words, pictures and data alike."""
    never_shows_a_missing_number(page)


def test_absent_parts_say_why() -> None:
    """Without a body there is no empty box, and one list says what is missing and why."""
    root = parse(render_report(watch_session()))
    named = {e.attributes["aria-labelledby"] for e in root.all("section")}
    assert not {"path", "figure", "joints", "load", "energy"} & named
    said = {
        row.all("dt")[0].text: row.all("dd")[0].text for row in section(root, "absent").all("div")
    }
    assert "nothing of where the body was" in said["Path"]
    assert "no body in the file" in said["Figure and joints"]
    assert "forward from backward" in said["Direction"]
    assert "No contact of a foot" in said["Single steps"]
    assert not root.all("script")


def test_body_without_feet_says_so() -> None:
    """A skeleton without feet has no steps; the page names the reason."""
    session = backward_session()
    skeleton = session.motion.skeleton
    assert skeleton is not None
    kept = {n: p for n, p in skeleton.positions_m.items() if n.split("_")[0] not in FEET}
    motion = replace(session.motion, skeleton=Skeleton(kept))
    footless = replace(session, motion=motion, steps=(), gait={}, joints={}, curves={})
    assert "No feet were found, so steps cannot be said." in words_of(render_report(footless))


FEET = {"ankle", "heel", "toe"}


def test_synthetic_data_are_labelled_before_the_figures() -> None:
    """A simulated runner cannot be taken for a person."""
    made = words_of(render_report(backward_session(replace(SOURCE, synthetic=True))))
    assert made.index("Simulated data") < made.index("8.3")
    assert "Simulated data" not in words_of(render_report(backward_session()))


def test_truth_is_set_beside_what_was_measured() -> None:
    """A simulated runner's known distance stands next to the measured one."""
    session = backward_session(replace(SOURCE, synthetic=True))
    truth = {
        "by_direction": {"backward": {"distance_m": 8.25, "time_s": 3.2, "steps": 10}},
        "joints": {
            "knee_left": [
                {"direction": "backward", "range_deg": 60.0},
                {"direction": "backward", "range_deg": 70.0},
                {"direction": "forward", "range_deg": 10.0},
            ]
        },
    }
    table = next(
        t
        for t in parse(render_report(session, truth=truth)).all("table")
        if "Known truth" in t.all("caption")[0].text
    )
    rows = [[cell.text for cell in row.children] for row in table.all("tbody")[0].all("tr")]
    assert rows == [
        ["Backward, distance, m", "8.25", "8.32", "0.07"],
        ["Backward, time, s", "3.20", "3.20", "0.00"],
        ["Backward, steps", "10", "9", "−1"],
        ["Backward, left knee range, °", "65.0", "68.0", "3.0"],
    ]


def test_warnings_are_in_plain_sight_and_said_once() -> None:
    """Warnings stand above the figures, each once, though file and measurement both carry it."""
    source = SOURCE.with_warnings("The pelvis was lost for 0.3 s.")
    page = parse(render_report(backward_session(source, warnings=source.warnings)))
    assert [e.text for e in section(page, "warnings").all("li")] == [
        "The pelvis was lost for 0.3 s."
    ]
    assert section(page, "warnings") in page.all("header")[0].all("section")


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_names_from_outside_stay_words(name: str) -> None:
    """File names, titles and warnings appear as they are and never become markup."""
    session = backward_session(Source(f"{name}.c3d", "C3D"), warnings=(name,))
    root = parse(render_report(session, title=name))
    assert root.all("header")[0].all("p")[0].text == " ".join(f"Backstride {name}".split())
    assert [e.text for e in section(root, "warnings").all("li")] == [name]
    assert len(root.all("script")) == 2


def test_script_in_a_name_does_not_run() -> None:
    """The classic tricks stay text, in markup and in embedded data."""
    trick = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    session = backward_session(Source(trick, "C3D"), warnings=(trick, '"><b onclick="x">'))
    angles = {trick: session.joint_angles_deg["knee_left"]}
    root = parse(render_report(replace(session, joint_angles_deg=angles), title=trick))
    assert len(root.all("script")) == 2
    assert not root.all("img")
    assert not root.all("b")
    data = json.loads("".join(root.all("script")[0].words))
    assert trick in data["angles"]


def test_all_steps_are_in_the_table() -> None:
    """The step table leaves nothing out, however long, and folds when it is long."""
    session = backward_session()
    many = tuple(Step("left", i * 0.01, i * 0.01 + 0.005, 0.8, "backward", 0) for i in range(200))
    root = parse(render_report(replace(session, steps=many)))
    table = next(t for t in root.all("table") if t.all("caption")[0].text == "Steps")
    assert len(table.all("tbody")[0].all("tr")) == len(many)
    assert any(table in fold.all("table") for fold in root.all("details"))


def test_large_figures_carry_their_interval_and_reason() -> None:
    """Value, ± and unit stand together, with the basis and the finding one tap away."""
    root = parse(render_report(backward_session()))
    card = next(
        e
        for e in root.all("div")
        if e.attributes.get("class") == "card" and e.all("h4")[0].text == "Step length"
    )
    assert [e.text for e in card.all("span")][:3] == ["0.83", "m", "± 0.03"]
    assert "Estimated by a model" in card.all("details")[0].text
    assert card.all("a")[0].text == "E6"
    assert "Hreljac" in section(root, "how").text


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        (Estimate(75.23, 71.4, 79.06, "deg", "measured"), "75° ± 4°"),
        (Estimate(0.2331, 0.2121, 0.2541, "s", "measured"), "0.233 ± 0.021 s"),
        (Estimate(3.16, 3.11, 3.21, "steps/s", "measured"), "3.16 ± 0.05 steps/s"),
        (Estimate(0.23, 0.20, 0.30, "s", "estimated"), "0.23 (0.20 to 0.30) s"),
        (Estimate(-4.0, -6.0, 3.0, "deg", "measured"), "−4° (−6 to 3°)"),
        (Estimate(1.63, 1.63, 1.63, "m/s", "declared"), "1.63 m/s"),
    ],
)
def test_figures_show_as_many_digits_as_they_deserve(estimate: Estimate, expected: str) -> None:
    """The interval sets the digits; an uneven interval is given by its two ends."""
    assert estimate_words(estimate) == expected


def test_player_holds_the_body_to_the_millimetre() -> None:
    """Unpacked positions are those of the recording, at most thirty times a second."""
    session = backward_session()
    skeleton = session.motion.skeleton
    data = player_data(session)
    assert data is not None
    assert skeleton is not None
    assert data["frames"] == len(session.motion) // 4
    assert data["step"] == pytest.approx(1000 / 30, abs=0.001)
    packed = np.frombuffer(base64.b64decode(data["points"]), "<i2")
    points = packed.reshape(data["frames"], data["count"], 3)
    root = np.array(data["root"]).reshape(-1, 2)
    heads = points[:, data["head"], :2] + root
    assert np.abs(heads - skeleton["head"][::4, :2] * 1000).max() <= 1.0
    lowest = points[..., 2].min()
    assert -20 <= lowest <= 0


def test_player_marks_points_that_were_not_seen() -> None:
    """A lost landmark is left out of the figure instead of being drawn somewhere."""
    session = backward_session()
    skeleton = session.motion.skeleton
    assert skeleton is not None
    points = {name: p.copy() for name, p in skeleton.positions_m.items()}
    points["head"][:40] = np.nan
    data = player_data(replace(session, motion=replace(session.motion, skeleton=Skeleton(points))))
    assert data is not None
    packed = np.frombuffer(base64.b64decode(data["points"]), "<i2")
    heads = packed.reshape(data["frames"], data["count"], 3)[:, data["head"]]
    assert (heads[:10] == UNSEEN).all()
    assert (heads[10:] != UNSEEN).all()


def test_a_long_recording_plays_a_minute_and_says_so() -> None:
    """Charts show all of a long recording, the player the minute around its main bout."""
    motion = backward_motion(duration_s=150.0)
    session = replace(
        backward_session(),
        motion=replace(motion, skeleton=running_body(motion.time_s, motion.position_m)),
        direction=np.full(len(motion), "backward"),
        joint_angles_deg={},
    )
    page = render_report(session)
    data = player_data(session)
    assert data is not None
    assert data["frames"] * data["step"] <= 60_050
    assert "The player holds the 60 s around the main bout, from 0 to 60 s" in words_of(page)
    longest = max(len(re.findall("[ML]", d)) for d in re.findall(r' d="([^"]*)"', page))
    assert longest <= 3100  # an area runs along its curve and back


def test_ten_seconds_stay_small_and_quick() -> None:
    """A ten-second recording makes a page under 600 kB in under 150 ms."""
    motion = backward_motion(duration_s=10.0)
    session = replace(
        backward_session(),
        motion=motion,
        direction=np.full(len(motion), "backward"),
        joint_angles_deg={
            f"{joint}_{side}": np.full(len(motion), 42.0)
            for joint in ("knee", "hip", "ankle")
            for side in ("left", "right")
        },
    )
    assert len(render_report(session).encode()) < 600_000

    def seconds() -> float:
        start = time.perf_counter()
        render_report(session)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(3)) < 0.15


def test_contact_cut_by_lost_sight_ends_where_the_foot_leaves_view() -> None:
    """A landing whose take-off was not seen is not drawn over the time out of view."""
    session = backward_session()
    skeleton = session.motion.skeleton
    assert skeleton is not None
    time_s = session.motion.time_s
    points = {name: p.copy() for name, p in skeleton.positions_m.items()}
    for part in FEET:
        points[f"{part}_left"][(time_s > 1.0) & (time_s < 3.0)] = np.nan
    cut = Step("left", 0.9, float("nan"), float("nan"), "backward", 0)
    data = player_data(_with(session, points, (cut,)))
    assert data is not None
    assert data["contacts"] == [[1, 900, pytest.approx(1000, abs=10)]]


def _with(
    session: Measurement, points: dict[str, np.ndarray], steps: tuple[Step, ...]
) -> Measurement:
    motion = replace(session.motion, skeleton=Skeleton(points))
    return replace(session, motion=motion, steps=steps)


@pytest.mark.parametrize(
    "take",
    [
        "accad/bvh/Female1_C07_RunBackwards.bvh",
        "accad/c3d/Male2_Run_back_turn_run_forward.c3d",
        "accad/c3d/Male2_Walk_back_turn_forward.c3d",
        "lab/bmc_run.trc",
    ],
)
def test_real_recordings_make_whole_pages(data_dir: Path, take: str) -> None:
    """Recordings with gaps, turns and few strides give pages as sound as the made ones."""
    session = measure(read(data_dir / "mocap" / take))
    page = render_report(session)
    is_whole_html(page)
    tables_have_captions_and_scopes(page)
    pictures_have_names_sentences_and_tables(page)
    never_shows_a_missing_number(page)
    assert len(page.encode()) < 60_000 * max(session.motion.duration_s, 10.0)
    heading = parse(page).all("h1")[0].text
    assert ("backward" in heading) == ("back" in take.lower())


def test_an_hour_from_a_watch_stays_small_and_quick() -> None:
    """A long recording without a body is thinned, not refused."""
    session = watch_session()
    time_s = np.arange(0, 3600.0, 0.1)
    nothing = np.full(len(time_s), np.nan)
    motion = replace(
        session.motion,
        time_s=time_s,
        position_m=np.column_stack((time_s, np.sin(time_s / 9), np.ones(len(time_s)))),
        speed_mps=2.8 + 0.2 * np.sin(time_s),
        travel_deg=nothing,
        facing_deg=nothing,
    )
    long = replace(session, motion=motion, direction=np.full(len(time_s), "unknown"))
    start = time.perf_counter()
    page = render_report(long)
    assert time.perf_counter() - start < 0.5
    assert len(page.encode()) < 300_000
    assert "time, min" in words_of(page)


@pytest.mark.parametrize("seed", range(4))
def test_pages_stand_whatever_was_lost(seed: int) -> None:
    """Landmarks lost at random, whole or for a while, never break the page."""
    chance = np.random.default_rng(seed)
    motion = backward_motion()
    assert motion.skeleton is not None
    points = {
        name: p.copy() for name, p in motion.skeleton.positions_m.items() if chance.random() < 0.8
    }
    for p in points.values():
        start, length = chance.integers(0, len(motion), 2)
        p[start : start + length // 2] = np.nan
    lost = motion_from_skeleton(motion.time_s, Skeleton(points), motion.source)
    page = render_report(measure(lost))
    is_whole_html(page)
    never_shows_a_missing_number(page)


def test_load_has_figures_charts_and_what_research_says() -> None:
    """Knee, tendon and work stand per direction, with sources, claims and no praise."""
    root = parse(render_report(loaded_session()))
    load = section(root, "load")
    titles = [e.text for e in load.all("h3")]
    assert titles[:2] == ["Backward running", "Forward running"]
    assert {"Peaks of a contact", "Who propels and who brakes"} <= set(titles)
    names = {e.text for e in load.all("h4")}
    assert {"Peak ground force", "Peak load behind the kneecap"} <= names
    assert "Peak pull of the Achilles tendon" in names
    assert "the movement of the whole body" in load.all("p")[0].text
    assert "at 1.0 m/s there was no difference" in load.text
    assert "contradicted" in load.text  # what research makes of "low impact"
    rows = [t for t in load.all("table") if t.all("caption")[0].text == "Peak loads of a contact"]
    assert len(rows[0].all("tbody")[0].all("tr")) == 6


def test_energy_compares_a_metre_and_a_minute() -> None:
    """The 30 % of the article stand per metre at one speed, and per minute as gone."""
    root = parse(render_report(loaded_session()))
    energy = section(root, "energy")
    table = next(
        t
        for t in energy.all("table")
        if t.all("caption")[0].text == "Energy backward against forward"
    )
    said = [row.children[0].text for row in table.all("tbody")[0].all("tr")]
    assert said[0].startswith("A metre, both at")
    assert said[1].startswith("A minute, as gone here")
    assert "1.3 (1.0 to 1.4) times a metre forward at the same speed" in energy.text
    assert "of the energy of moving" in energy.text
    assert "kcal" in energy.text


def test_other_peoples_knees_are_never_large_figures() -> None:
    """Published loads are drawn hollow, without a large figure, and said not to be measured."""
    motion = replace(loaded_session().motion, skeleton=None)
    root = parse(render_report(measure(motion)))
    load = section(root, "load")
    assert "does not measure load" in load.text
    assert not load.all("h4")
    kinds = [e.attributes["class"] for e in load.all("circle")]
    assert kinds
    assert all("of-others" in kind for kind in kinds)
    assert "do not say that backward is lighter" in load.text


def test_warnings_on_load_and_energy_stand_with_them() -> None:
    """Nothing is lost: each warning is above the figures or in its own part, and once."""
    session = loaded_session()
    root = parse(render_report(session))
    above = [e.text for e in root.all("header")[0].all("li")]
    assert session.load is not None
    assert session.energy is not None
    for name, warnings in (("load", session.load.warnings), ("energy", session.energy.warnings)):
        own = [e.text for e in section(root, name).all("li")]
        assert set(warnings) <= set(own)
        assert not set(warnings) & set(above)
