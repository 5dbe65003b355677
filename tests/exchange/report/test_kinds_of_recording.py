"""The page for each kind of recording: watch, worn sensor, foot sensor, and very long ones."""

import re
import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from backstride.exchange.report import render_report
from backstride.exchange.report.over_time.contacts import contacts, contacts_sentence
from backstride.exchange.report.over_time.heart_rate import heart_rate_chart
from backstride.exchange.report.parts import MOST_ROWS, Table, limited, without_empty
from backstride.measure import measure
from backstride.measure.measurement import Bout, DirectionTotal, Measurement, Step
from backstride.motion import Channel, Skeleton
from backstride.motion.channels import ChannelName
from tests.exchange.report.html_pages import parse
from tests.exchange.report.page_checks import is_sound, section
from tests.exchange.report.report_sessions import (
    backward_session,
    sensor_without_speed,
    watch_session,
    watch_with_heart,
)

UNKNOWN = float("nan")


def test_a_watch_has_heart_rate_and_laps_and_no_empty_boxes() -> None:
    """Heart rate has a chart, a sentence and a table; a declared lap says its direction."""
    root = is_sound(render_report(watch_with_heart()))
    heart = section(root, "heart")
    assert "135 beats a minute on average" in heart.all("figcaption")[0].text
    assert "Heart rate every 30" in heart.all("caption")[0].text.replace("0:30 min", "30")
    laps = section(root, "laps")
    rows = [[c.text for c in r.children] for r in laps.all("tbody")[0].all("tr")]
    assert [row[2] for row in rows] == ["not declared", "backward", "not declared"]
    assert rows[1][6] == "2.80"
    assert "landmark" not in root.text
    assert not [e for e in root.everything() if e.attributes.get("class") == "absent"]


def test_heart_rate_is_drawn_only_where_it_was_read() -> None:
    """Gaps stay gaps, and without a reading there is no chart."""
    session = watch_with_heart()
    chart = heart_rate_chart(session)
    assert chart is not None
    assert "NaN" not in chart.pictures[0]
    empty = np.full(len(session.motion), UNKNOWN)
    nothing: dict[ChannelName, Channel] = {"heart_rate_bpm": Channel(empty)}
    blind = replace(session, motion=replace(session.motion, channels=nothing), channels={})
    assert heart_rate_chart(blind) is None
    assert 'id="heart"' not in render_report(blind)


def test_unknown_distance_is_left_out_and_time_is_drawn_instead() -> None:
    """No dash stands where a figure should be, and direction and gait are drawn over time."""
    root = is_sound(render_report(sensor_without_speed()))
    names = [e.text for e in section(root, "main-figures").all("h4")]
    assert {"Time", "Steps", "Contact time"} <= set(names)
    assert not {"Distance", "Mean speed"} & set(names)
    assert "–" not in [e.text for e in root.all("span")]
    over_time = section(root, "speed")
    assert over_time.all("h2")[0].text == "Direction and gait over time"
    assert "How fast is not known" in over_time.text
    assert "which foot is not known" in over_time.text
    heads = [
        h.text for t in section(root, "tables").all("table") for h in t.all("thead")[0].all("th")
    ]
    assert "Distance, m" not in heads
    assert "Foot" not in heads


def test_a_declared_direction_says_so_beside_the_figures() -> None:
    """Nobody takes a declared direction for a measured one."""
    root = parse(render_report(sensor_without_speed()))
    note = next(e for e in root.all("p") if e.attributes.get("class") == "note basis")
    assert note.text == "Which way the body faced was declared by a plan, a lap name or a person."


def test_a_contact_whose_end_is_unknown_is_a_moment() -> None:
    """A sensor that cannot tell when the foot leaves draws its landing and no more."""
    session = sensor_without_speed()
    found = contacts(session)
    assert len(found) == len(session.steps)
    assert all(b == a for (_, a, b) in found[1::2])
    assert all(b > a for (_, a, b) in found[::2])
    assert "which foot is not known" in contacts_sentence(session)


def test_errors_of_distance_stand_beside_it() -> None:
    """A sensor that integrates states how far off its distance may be."""
    session = backward_session()
    motion = replace(session.motion, skeleton=None, speed_error_share=0.05)
    root = parse(render_report(replace(session, motion=motion, curves={}, joints={})))
    card = next(e for e in root.all("div") if e.attributes.get("class") == "card")
    assert [e.text for e in card.all("span")][:3] == ["8.3", "m", "± 0.7"]
    assert "lengths are known to 5" in card.text
    assert "known to within 8" in section(root, "path").text


def test_ten_thousand_steps_are_cut_with_a_note_on_the_rest() -> None:
    """The table shows the first, and says where all of them are."""
    many = tuple(Step("left", i * 0.3, i * 0.3 + 0.2, 0.8, "backward", 0) for i in range(10_000))
    root = parse(render_report(replace(backward_session(), steps=many)))
    table = next(t for t in root.all("table") if t.all("caption")[0].text == "Steps")
    assert len(table.all("tbody")[0].all("tr")) == MOST_ROWS
    assert f"The first {MOST_ROWS} of 10,000; all are under “steps”" in root.text


def test_tables_are_cut_only_when_they_are_long() -> None:
    """A short table stays whole and gets no note; empty columns go, the first never."""
    short = Table("Few", ("a", "b"), (("–", "–"), ("–", "–")))
    assert limited(short, "steps") == short
    assert without_empty(short).columns == ("a",)


def an_hour() -> Measurement:
    """Return an hour of a body running to and fro, in bouts of three seconds."""
    session = backward_session()
    motion = session.motion
    assert motion.skeleton is not None
    times, lasts_s = 818, motion.duration_s
    n = len(motion) * times
    positions = {k: np.tile(p, (times, 1)) for k, p in motion.skeleton.positions_m.items()}
    long = replace(
        motion,
        time_s=np.arange(n) / motion.rate_hz,
        position_m=np.tile(motion.position_m, (times, 1)),
        speed_mps=np.tile(motion.speed_mps, times),
        travel_deg=np.tile(motion.travel_deg, times),
        facing_deg=np.tile(motion.facing_deg, times),
        skeleton=Skeleton(positions),
    )
    steps, bouts = (
        tuple(
            replace(one, **{name: getattr(one, name) + k * lasts_s for name in names})
            for k in range(times)
            for one in found
        )
        for found, names in (
            (session.steps, ("initial_contact_s", "terminal_contact_s")),
            (session.bouts, ("start_s", "end_s")),
        )
    )
    return replace(
        session,
        motion=long,
        direction=np.tile(session.direction, times),
        joint_angles_deg={k: np.tile(a, times) for k, a in session.joint_angles_deg.items()},
        steps=steps,  # type: ignore[arg-type]
        bouts=bouts,  # type: ignore[arg-type]
    )


def test_an_hour_of_a_body_stays_small_and_quick() -> None:
    """Under 1.5 MB and a second of work for 430,000 samples and 7,000 steps."""
    session = an_hour()
    render_report(backward_session())  # what is read once is not counted
    start = time.process_time()
    page = render_report(session)
    assert time.process_time() - start < 1.0
    assert len(page.encode()) < 1_500_000
    assert "time, min" in page


def test_every_real_kind_makes_a_sound_page(data_dir_pages: list[str]) -> None:
    """Watches and worn sensors that people recorded give pages as sound as the made ones."""
    for page in data_dir_pages:
        is_sound(page)
        assert len(page.encode()) < 400_000


@pytest.fixture(scope="module")
def data_dir_pages(request: pytest.FixtureRequest) -> list[str]:
    """Return the pages of a few real recordings without a body."""
    from backstride.readers import read  # noqa: PLC0415 - only with the recordings

    folder = request.getfixturevalue("data_dir")
    kinds = (
        "activity/fit/garmin-fenix-5-run.fit",
        "activity/fit/activity-large-fenxi2-multisport.fit",
        "imu/gaitmap/imu_sample.csv",
        "imu/uci_foot_vn200/2023_08_30_exp300_VN.mat",
        "imu/skdh/lumbar_walk_gait_input.npz",
    )
    return [render_report(measure(read(folder / kind))) for kind in kinds]


def test_two_bouts_of_one_watch_are_counted_in_minutes() -> None:
    """Long recordings are told in minutes, in the table as on the axis."""
    session = watch_session()
    bouts = tuple(
        Bout(a, a + 300.0, "unknown", "run", "speed", 840.0, 2.8, 3.0, 0) for a in (0.0, 300.0)
    )
    total = {"unknown": DirectionTotal(600.0, 1680.0, 1.0, 2.8, 3.0, 0)}
    root = parse(render_report(replace(session, bouts=bouts, by_direction=total)))  # type: ignore[arg-type]
    table = next(t for t in root.all("table") if t.all("caption")[0].text == "Bouts")
    assert [c.text for c in table.all("tbody")[0].all("tr")[1].children][2:4] == ["5:00", "10:00"]


def test_headings_never_skip_a_level() -> None:
    """Whoever reads by headings meets each part under its own; a watch's heart rate too."""
    for session in (watch_with_heart(), watch_session(), backward_session()):
        root = parse(render_report(session))
        levels = [int(e.tag[1]) for e in root.everything() if re.fullmatch("h[1-6]", e.tag)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), levels
