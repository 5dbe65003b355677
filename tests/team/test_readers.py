"""Feeds of every maker: read by columns, as kloppy reads them, or refused in one sentence."""

import gc
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from backstride.errors import (
    BackstrideError,
    MissingExtraError,
    SettingsError,
    UnreadableFileError,
)
from backstride.team import match_of, read_feeds
from backstride.team.kloppy_feed import MAKERS
from backstride.team.mapped import KEYS

pytest.importorskip("polars", reason="the [team] extra is not installed")

MAPPING = """
[time]
column = "Timestamp"
unit = "ms"
[position]
latitude = "Lat"
longitude = "Lon"
[player]
id = "Device"
name = "Athlete"
"""


@pytest.fixture
def samples(data_dir: Path) -> Path:
    """Short cuts of six makers' feeds."""
    return data_dir / "team" / "kloppy"


def answer_or_refusal(path: Path) -> str:
    """Return an answer as JSON, or the sentence that refuses it."""
    try:
        return json.dumps(match_of(path).as_json(), allow_nan=False)
    except BackstrideError as error:
        return str(error)


def test_every_sample_is_answered_or_refused_in_one_sentence(samples: Path) -> None:
    """Each file, feed or companion, gives an answer as JSON or one line that names it."""
    answered = 0
    for path in sorted(samples.iterdir()):
        said = answer_or_refusal(path)
        assert path.name in said
        assert "\n" not in said
        answered += '"facing": "estimated"' in said
    assert 2 == answered  # of the others, four are under a second, and one has no match data


@pytest.mark.parametrize(
    ("name", "frames", "players", "rate_hz"),
    [
        ("tracab_raw.dat", 7, 30, 25.0),
        ("metrica_home.csv", 6, 28, 25.0),
        ("epts_metrica_tracking.txt", 100, 22, 25.0),
        ("sportec_positional.xml", 205, 3, 25.0),
        ("signality_p1_raw_data_subset.json", 5, 22, 25.0),
    ],
)
def test_frames_players_and_rate(
    samples: Path, name: str, frames: int, players: int, rate_hz: float
) -> None:
    """Each sample is read whole, its companion found beside it."""
    feed = read_feeds([samples / name])[0]

    assert (frames, players, rate_hz) == (len(feed), len(feed.players), feed.rate_hz)
    assert np.isfinite(feed.x_m).any()
    assert np.nanmax(np.abs(feed.x_m)) < 60


@pytest.mark.filterwarnings("ignore:Unclosed file", "ignore:.*SpooledTemporaryFile")
def test_tracab_positions_are_those_of_kloppy(samples: Path) -> None:
    """In metres, every player and frame that kloppy has too is at the same place."""
    tracab = pytest.importorskip("kloppy.tracab")
    feed = read_feeds([samples / "tracab_raw.dat"])[0]
    peer = tracab.load(
        raw_data=str(samples / "tracab_raw.dat"),
        meta_data=str(samples / "tracab_meta.xml"),
        coordinates="tracab",
        only_alive=False,
    )
    column = {player.id: i for i, player in enumerate(feed.players)}
    compared = 0
    for row, frame in enumerate(peer.records):
        for player, data in frame.players_data.items():
            if player.player_id in column and data.coordinates is not None:
                expected = (data.coordinates.x / 100, abs(data.coordinates.y) / 100)
                at = column[player.player_id]
                found = (feed.x_m[row, at], abs(feed.y_m[row, at]))
                assert expected == pytest.approx(found, abs=1e-3)
                compared += 1
    assert compared > 100
    del peer
    gc.collect()  # kloppy leaves its files open; their warnings belong here and nowhere else


def test_tracab_lines_of_other_lengths(samples: Path, tmp_path: Path) -> None:
    """A set piece named in later lines, a missing object and a missing ball lose nothing else."""
    whole = read_feeds([samples / "tracab_raw.dat"])[0]
    lines = [line for line in (samples / "tracab_raw.dat").read_text("ascii").split("\n") if line]
    lines[0] = lines[0].replace(",SetHome", "")
    first = lines[1].split(";")
    gone = first[0].split(":")[1].split(",")
    lines[1] = lines[1].replace(first[0].split(":")[1] + ";", "", 1)
    lines[2] = ":".join([*lines[2].split(":")[:2], "", ""])
    (tmp_path / "match.dat").write_text("\n".join(lines), "ascii")
    (tmp_path / "match.xml").write_bytes((samples / "tracab_meta.xml").read_bytes())
    feed = read_feeds([tmp_path / "match.dat"])[0]

    found = {player.id: i for i, player in enumerate(feed.players)}
    same = [found[player.id] for player in whole.players]
    expected = whole.x_m.copy()
    at = np.flatnonzero(np.abs(expected[1] - float(gone[3]) / 100) < 1e-4)[0]
    expected[1, at] = np.nan
    np.testing.assert_array_equal(expected, feed.x_m[:, same])
    assert np.isnan(feed.ball_m[2]).all()


def test_sportec_positions_are_those_of_the_file(samples: Path) -> None:
    """The first frame of the first player, as it stands in the XML."""
    feed = read_feeds([samples / "sportec_positional.xml"])[0]
    at = [player.id for player in feed.players].index("DFL-OBJ-002G3I")

    assert (0.35, -25.26) == pytest.approx((feed.x_m[0, at], feed.y_m[0, at]), abs=1e-5)
    assert "Marcus Lilian Thuram-Ulien" == feed.players[at].name


def test_metrica_names_both_teams_and_the_taken_pitch(samples: Path) -> None:
    """The other team's file is found, and the size of the pitch is said to be taken."""
    feed = read_feeds([samples / "metrica_away.csv"])[0]

    assert {"Home", "Away"} == set(feed.teams)
    assert "105 by 68 m" in feed.warnings[0]
    assert (0.90509 - 0.5) * 105 == pytest.approx(feed.x_m[0, 0], abs=1e-4)


def test_skillcorner_lines_with_their_match_data(tmp_path: Path) -> None:
    """Frames, players, teams and the ball of version 3."""
    players = [
        {"id": i, "trackable_object": 50 + i, "team_id": 1 + (i > 2), "last_name": f"P{i}"}
        for i in range(1, 5)
    ]
    teams = {"home_team": {"id": 1, "name": "H"}, "away_team": {"id": 2, "name": "A"}}
    (tmp_path / "match.json").write_text(
        json.dumps({"pitch_length": 105, "players": players, **teams}), "utf-8"
    )
    lines = [
        json.dumps(
            {
                "frame": k,
                "timestamp": "x",
                "period": 1,
                "ball_data": {"x": 1.0, "y": 2.0},
                "possession": {},
                "player_data": [
                    {"player_id": i, "x": i * 10 - 25.0, "y": 0.1 * k} for i in range(1, 5)
                ],
            }
        )
        for k in range(30)
    ]
    (tmp_path / "frames.jsonl").write_text("\n".join(lines), "utf-8")
    feed = read_feeds([tmp_path / "frames.jsonl"])[0]

    assert (30, ("H", "A"), 10.0) == (len(feed), feed.teams, feed.rate_hz)
    assert [-15.0, -5.0, 5.0, 15.0] == feed.x_m[0].tolist()
    assert [1.0, 2.0] == feed.ball_m[0].tolist()
    assert 1 == feed.attack["H"][0]


def test_another_matchs_data_is_refused(samples: Path) -> None:
    """SkillCorner's sample lies beside match data of other players: that is said."""
    with pytest.raises(UnreadableFileError, match="another match"):
        read_feeds([samples / "skillcorner_v3_raw_data.jsonl"])


def test_a_mapped_table_of_a_satellite_unit(tmp_path: Path) -> None:
    """Latitude and longitude become metres, at the rate of the rows."""
    rows = ["Timestamp,Device,Athlete,Lat,Lon"]
    for k in range(50):
        north = 48.0 + k * 0.3 / 111_319.49  # 3 m/s at 10 Hz
        rows += [f"{1_700_000_000_000 + 100 * k},d1,Ann,{north:.9f},9.0"]
        rows += [f"{1_700_000_000_000 + 100 * k},d2,Bea,48.0,{9.0 + k * 1e-6:.9f}"]
    (tmp_path / "units.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "units.toml").write_text(MAPPING, "utf-8")
    answer = match_of(tmp_path / "units.csv", mapping=tmp_path / "units.toml")
    ann = next(player for player in answer.players if player.player.name == "Ann")

    assert 5.0 == pytest.approx(ann.moving_s, abs=0.3)
    assert 3.0 == pytest.approx(ann.by_direction["unknown"].mean_speed_mps, abs=0.02)


def test_a_mapping_with_an_unknown_key_or_column_is_refused(tmp_path: Path) -> None:
    """The sentence names what is known."""
    (tmp_path / "t.csv").write_text("Timestamp,Device,Athlete\n1,2,3\n", "utf-8")
    (tmp_path / "a.toml").write_text(MAPPING.replace("latitude", "latitud"), "utf-8")
    (tmp_path / "b.toml").write_text(MAPPING, "utf-8")

    with pytest.raises(SettingsError, match="knows no “latitud”"):
        match_of(tmp_path / "t.csv", mapping=tmp_path / "a.toml")
    with pytest.raises(SettingsError, match="no column “Lat”"):
        match_of(tmp_path / "t.csv", mapping=tmp_path / "b.toml")


@pytest.mark.parametrize("cut", [0, 1, 700, 3000, 9001])
def test_cut_feeds_are_refused_without_a_traceback(samples: Path, tmp_path: Path, cut: int) -> None:
    """However short a file is cut, the answer is a sentence or a shorter feed."""
    for path in samples.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for path in samples.iterdir():
        cut_path = tmp_path / path.name
        whole = cut_path.read_bytes()
        cut_path.write_bytes(whole[:cut])
        said = answer_or_refusal(cut_path)
        assert path.name in said or "_meta" in said
        cut_path.write_bytes(whole)


def test_a_missing_package_names_the_extra(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without polars: one sentence with what to install."""
    monkeypatch.setitem(sys.modules, "polars", None)

    with pytest.raises(MissingExtraError, match=r"pip install \"backstride\[team\]\""):
        match_of(samples / "tracab_raw.dat")


def test_the_page_names_every_maker_and_mapping_key() -> None:
    """What may be asked of the readers stands in docs/team.md."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "team.md").read_text("utf-8")

    for maker in MAKERS:
        assert f"`{maker}`" in page
    for part, keys in KEYS.items():
        assert f"[{part}]" in page
        for key in keys:
            assert key in page
