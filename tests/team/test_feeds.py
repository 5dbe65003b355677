"""Feeds by columns: Second Spectrum, Hawk-Eye, SkillCorner, tables by mapping, kloppy's samples."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backstride.errors import BackstrideError, UnreadableFileError
from backstride.team import match_of, read_feeds

pytest.importorskip("polars", reason="the [team] extra is not installed")

SAMPLED = 68_101  # frames in kloppy's longest sample, as it says itself


@pytest.fixture(scope="module")
def samples() -> Path:
    """Return the folder of samples that kloppy ships with itself."""
    spec = find_spec("kloppy")
    if spec is None or spec.origin is None:
        pytest.skip("the [team] extra is not installed")
    return Path(spec.origin).parent / "tests" / "files"


def lines(path: Path, frames: list[dict[str, Any]]) -> Path:
    """Write frames as JSON lines."""
    path.write_text("\n".join(json.dumps(one) for one in frames), "utf-8")
    return path


def spectrum(count: int = 50) -> list[dict[str, Any]]:
    """Return frames of Second Spectrum: one runs along x at 5 m/s, one stands, per team."""
    return [
        {
            "period": 1,
            "frameIdx": 1000 + k,
            "gameClock": k / 25,
            "homePlayers": [
                {"playerId": "a", "number": 9, "xyz": [k * 0.2 - 20, 1.0, 0.0], "speed": 5.0}
            ],
            "awayPlayers": [
                {"playerId": "b", "number": 4, "xyz": [20 - k * 0.2, -1.0, 0.0], "speed": 5.0}
            ],
            "ball": {"xyz": [1.0, 2.0, 0.3], "speed": 1.0},
            "live": k % 2 == 0,
            "lastTouch": "home",
        }
        for k in range(count)
    ]


def test_second_spectrum_with_its_metadata(tmp_path: Path) -> None:
    """Places, rate, names, ball and whether it is in play, with a byte order mark or without."""
    path = lines(tmp_path / "game.jsonl", spectrum())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (tmp_path / "meta.json").write_text(
        json.dumps(
            {
                "description": "AAA - BBB : 2026-1-1",
                "fps": 25.0,
                "homePlayers": [
                    {"name": "Ann", "optaId": "a", "position": "CF", "ssiId": "x", "number": 9}
                ],
                "awayPlayers": [{"name": "Bea", "optaId": "b", "position": "SUB", "ssiId": "y"}],
            }
        ),
        "utf-8",
    )
    feed = read_feeds([path])[0]

    assert [("Bea", "BBB", ""), ("Ann", "AAA", "CF")] == [
        (one.name, one.team, one.position) for one in feed.players
    ]
    assert (50, 25.0) == (len(feed), feed.rate_hz)
    assert -20.0 == feed.x_m[0, 1]
    assert [1.0, 2.0] == feed.ball_m[0].tolist()
    assert 25 == feed.in_play.sum()
    assert 5.0 == pytest.approx(match_of(path).players[0].by_direction["unknown"].mean_speed_mps)


def test_second_spectrum_without_metadata_goes_by_its_clock(tmp_path: Path) -> None:
    """The rate follows from frames and clock; players are called by their shirts."""
    feed = read_feeds([lines(tmp_path / "game.jsonl", spectrum())])[0]

    assert (25.0, "home 9") == (feed.rate_hz, feed.players[1].name)


def minute(number: int, segment: int, count: int = 100) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return centroids and ball of a minute of Hawk-Eye: a player at 4 m/s, and a referee."""
    people = []
    for k in range(count):
        for who, x in (("p1", 0.08 * k), ("p2", -0.08 * k), ("ref", 0.0)):
            people.append(
                {
                    "personId": {"heId": who, "fifaId": "1"},
                    "role": {"id": 1, "name": "Outfielder"},
                    "centroid": [{"pos": [x, 3.0], "time": k * 0.02 + 8e-5, "speed": {"mps": 4}}],
                }
            )
    details = {
        "players": [
            {"id": {"heId": f"p{i}"}, "teamId": {"heId": f"t{i}"}, "jerseyNumber": f"{i}",
             "role": {"id": 2, "name": "Defender"}}
            for i in (1, 2)
        ],
        "teams": [{"id": {"heId": f"t{i}"}, "name": f"Team {i}"} for i in (1, 2)],
    }  # fmt: skip
    said = {"match-minute": number, "segment": segment}
    ball = [{"pos": [1.0, 1.0, 0.1], "time": k * 0.02 + 8e-5} for k in range(count)]
    return (
        {"details": details, "samples": {"people": people}, "sequences": said},
        {"details": details, "samples": {"ball": ball}, "sequences": said},
    )


def test_hawkeye_minutes_make_one_match(tmp_path: Path) -> None:
    """Two minutes of two periods in any order: one feed, no referee, the ball from beside."""
    for number, segment in ((46, 2), (1, 1)):
        people, ball = minute(number, segment)
        name = f"h_{segment}_{number}.football.samples"
        (tmp_path / f"{name}.centroids").write_text(json.dumps(people), "utf-8")
        (tmp_path / f"{name}.ball").write_text(json.dumps(ball), "utf-8")
    feed = read_feeds([tmp_path])[0]

    assert (200, 2, 50.0) == (len(feed), len(feed.players), feed.rate_hz)
    assert [1, 2] == np.unique(feed.period).tolist()
    assert [[0, 100], [100, 200]] == feed.stretches().tolist()
    assert np.isfinite(feed.ball_m).all()
    assert "Defender" == feed.players[0].position
    answer = match_of(tmp_path).players[0]
    assert 4.0 == pytest.approx(answer.by_direction["unknown"].mean_speed_mps, abs=0.01)


def test_the_ball_of_hawkeye_alone_is_refused(tmp_path: Path) -> None:
    """It says which file is meant."""
    path = tmp_path / "h.football.samples.ball"
    path.write_text(json.dumps(minute(1, 1)[1]), "utf-8")

    with pytest.raises(UnreadableFileError, match="centroids"):
        match_of(path)


def test_damaged_frames_are_refused_in_a_sentence(tmp_path: Path) -> None:
    """A line that is no JSON, and a frame of another shape."""
    path = lines(tmp_path / "game.jsonl", spectrum())
    whole = path.read_text("utf-8")
    for harm in (whole[:3000], whole.replace('"frameIdx": 1003', '"frameIdx": "x"')):
        path.write_text(harm, "utf-8")
        with pytest.raises(BackstrideError, match="Second Spectrum"):
            read_feeds([path])


def test_the_longest_sample_of_kloppy(samples: Path) -> None:
    """All 68,101 frames: the half with players is answered, at the places that the file holds."""
    path = samples / "skillcorner_structured_data.json"
    if not path.is_file():
        pytest.skip("this kloppy has no such sample")
    result = match_of(path)
    feed = result.games[0].feed
    frames = json.loads(path.read_bytes())
    held = [one for one in frames if one["data"] and one["period"] is not None]

    assert SAMPLED == len(frames)
    assert len(held) == len(feed)
    assert 28 == len(result.players)
    assert all(one.backward_share is not None for one in result.players)
    one = held[5000]
    at = {(round(p["x"], 3), round(p["y"], 3)) for p in one["data"] if "trackable_object" in p}
    mine = zip(feed.x_m[5000].tolist(), feed.y_m[5000].tolist(), strict=True)
    found = {(round(x, 3), round(y, 3)) for x, y in mine if x == x}  # noqa: PLR0124 - NaN
    assert len(found) > 10
    assert len(found - at) <= 2  # a third decimal may round the other way


@pytest.mark.parametrize(
    ("name", "frames"), [("pff_3812.jsonl", 99), ("statsperform_tracking_ma25.txt", 92)]
)
@pytest.mark.filterwarnings("ignore:Unclosed file", "ignore:.*SpooledTemporaryFile")
def test_makers_that_only_kloppy_reads_are_known_by_their_files(
    samples: Path, name: str, frames: int
) -> None:
    """Without naming the maker: the files that belong to the feed are found beside it."""
    if not (samples / name).is_file():
        pytest.skip("this kloppy has no such sample")
    feed = read_feeds([samples / name])[0]

    assert frames == len(feed)
    assert 2 == len(feed.teams)
    assert np.nanmax(np.abs(feed.x_m)) < 60


def test_every_small_sample_of_kloppy_is_answered_or_refused(samples: Path) -> None:
    """No traceback, and no more than one line, whatever the file is."""
    if not samples.is_dir():
        pytest.skip("this kloppy has no samples")
    answered = 0
    for path in sorted(samples.iterdir()):
        if not path.is_file() or path.stat().st_size > 200_000:
            continue
        said = refusal_of(path)
        answered += said is None
        assert said is None or ("\n" not in said and path.name in said)
    assert answered >= 5


def refusal_of(path: Path) -> str | None:
    """Return the sentence that refuses a file, None where it is answered."""
    try:
        match_of(path)
    except BackstrideError as error:
        return str(error)
    return None


ONE_EACH = """
[file]
delimiter = ";"
decimal = ","
[time]
column = "Time"
unit = "clock"
[position]
x = "X"
y = "Y"
"""


def test_one_file_for_each_player_with_times_of_day(tmp_path: Path) -> None:
    """Files without a column of players are one match; a clock that passes midnight goes on."""
    for name, sign in (("ann", 1.0), ("bea", -1.0)):
        rows = ["Time;X;Y"]
        for k in range(100):
            tenth = 23 * 36000 + 59 * 600 + 550 + k
            hour, rest = divmod(tenth % 864000, 36000)
            clock = f"{hour:02d}:{rest // 600:02d}:{rest % 600 / 10:04.1f}".replace(".", ",")
            rows.append(f"01/02/2026 {clock};{sign * 0.3 * k:.2f};0".replace(".", ","))
        (tmp_path / f"{name}.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "m.toml").write_text(ONE_EACH, "utf-8")
    feeds = read_feeds([tmp_path], mapping=tmp_path / "m.toml")

    assert 1 == len(feeds)
    assert ["ann", "bea"] == [one.name for one in feeds[0].players]
    assert (100, 10.0) == (len(feeds[0]), feeds[0].rate_hz)
    assert np.isfinite(feeds[0].x_m).all()


def test_facing_from_the_two_sides_of_a_skeleton(tmp_path: Path) -> None:
    """Left hip at +y and right hip at −y: the body faces +x, and running to −x is backward."""
    rows = ["t,who,x,y,lx,ly,rx,ry"]
    rows += [f"{k / 25},a,{-0.12 * k},0,{-0.12 * k},0.1,{-0.12 * k},-0.1" for k in range(200)]
    (tmp_path / "s.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "m.toml").write_text(
        '[time]\ncolumn="t"\n[position]\nx="x"\ny="y"\n[player]\nid="who"\n'
        '[facing]\nleft_x="lx"\nleft_y="ly"\nright_x="rx"\nright_y="ry"\n',
        "utf-8",
    )
    feed = read_feeds([tmp_path / "s.csv"], mapping=tmp_path / "m.toml")[0]

    assert feed.facing_deg is not None
    np.testing.assert_allclose(0.0, feed.facing_deg, atol=1e-4)
