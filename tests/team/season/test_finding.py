"""Which files make a match together."""

from pathlib import Path

import pytest

from backstride.errors import SettingsError
from backstride.team.season.finding import find_sources
from backstride.team.season.pairs import pair
from tests.team.season.made import MAPPING

TRACAB = "1:1,1,9,6,-913,0.00;0,2,1,9,9,0.00;:0,0,11,0.00,H,Alive;:\n"
META = '<TracabMetaData sVersion="1.0"><match iId="1" dtDate="2025-08-16 15:30:00"/>'
SIDE = ",,,{0},,{0},\n,,,11,,1,,,\nPeriod,Frame,Time [s],Player11,,Player1,,Ball,\n1,1,0.04,,,,,,\n"


def write(folder: Path, **files: str) -> Path:
    """Write files, named by key with their dots written as ``__``; return the folder."""
    for name, text in files.items():
        path = folder / name.replace("__", ".").replace("_in_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def paths(*names: str) -> list[Path]:
    """Return paths of one folder."""
    return [Path("season") / name for name in names]


@pytest.mark.parametrize(
    ("feeds", "others"),
    [
        (("m1.dat", "m2.dat", "m10.dat"), ("m1.xml", "m2.xml", "m10.xml")),
        (("tracking_1.dat", "tracking_2.dat"), ("metadata_1.xml", "metadata_2.xml")),
        (("home 25-8-16.csv", "home 25-8-23.csv"), ("away 25-8-16.csv", "away 25-8-23.csv")),
        (("Ajax-PSV.dat", "PSV-Ajax.dat"), ("Ajax-PSV_meta.xml", "PSV-Ajax_meta.xml")),
        (("positions.dat",), ("information.xml",)),
    ],
)  # fmt: skip
def test_names_tell_what_belongs_together(feeds: tuple[str, ...], others: tuple[str, ...]) -> None:
    """Numbers first, then how names begin; a lone pair needs neither."""
    expected = dict(zip(paths(*feeds), paths(*others), strict=True))

    assert expected == pair(paths(*feeds), paths(*others))


def test_a_file_goes_with_one_feed_only() -> None:
    """The feed that is less alike gets none, and neither does where names do not tell."""
    assert {Path("season/m1.dat"): Path("season/m1.xml")} == pair(
        paths("m1.dat", "m2.dat"), paths("m1.xml")
    )
    assert {} == pair(paths("tracking_a.dat", "tracking_b.dat"), paths("metadata.xml"))
    assert 2 == len(pair(paths("p1.json", "p2.json"), paths("meta.json"), shared=True))


def test_ten_thousand_matches_in_one_folder_are_paired_at_once() -> None:
    """Pairing does not grow with the square of the matches."""
    numbers = range(10_000)
    found = pair(
        paths(*(f"x-{n}-p.dat" for n in numbers)), paths(*(f"x-{n}-m.xml" for n in numbers))
    )

    assert 10_000 == len(found)
    assert all(feed.stem[:-1] == other.stem[:-1] for feed, other in found.items())


def test_matches_are_found_wherever_they_lie(tmp_path: Path) -> None:
    """Folders, pairs, tables beside a mapping, and days from names or from what goes with them."""
    root = write(
        tmp_path,
        a_in_match__dat=TRACAB,
        a_in_match__xml=META,
        b_in_home__csv=SIDE.format("Home"),
        b_in_away__csv=SIDE.format("Away"),
        gps_in_mapping__toml=MAPPING,
        gps_in_20250101_in_one__csv="t,id,x,y\n",
        gps_in_2025_in_two__csv="t,id,x,y\n",
        plays_in_a__csv="gameId,playId,frame,displayName,x,y,o\n7,1,1,A,1,1,1\n",
        plays_in_b__csv="gameId,playId,frame,displayName,x,y,o\n7,2,1,A,1,1,1\n",
        plays_in_c__csv="gameId,playId,frame,displayName,x,y,o\n8,2,1,A,1,1,1\n",
        old_in_season__json="{}",
        old_in_matches_in_x__csv="a table",
        alone_in_match__xml=META,
    )
    found = find_sources(root)

    assert [
        ("gps/20250101/one.csv", "mapped", "2025-01-01"),
        ("a/match.dat", "tracab", "2025-08-16"),
        ("b/home.csv", "metrica", None),
        ("game 7", "plays", None),
        ("gps/2025/two.csv", "mapped", None),
        ("plays/c.csv", "plays", None),
    ] == [(one.name, one.kind, one.day) for one in found.sources]
    assert ["alone/match.xml"] == [one.path for one in found.refused]
    files = {one.name: one.files for one in found.sources}
    assert ("a/match.dat", "a/match.xml") == files["a/match.dat"]
    assert ("b/home.csv", "b/away.csv") == files["b/home.csv"]
    assert ("plays/a.csv", "plays/b.csv") == files["game 7"]
    assert ("gps/2025/two.csv", "gps/mapping.toml") == files["gps/2025/two.csv"]


def test_a_feed_without_its_own_metadata_takes_no_other_match_s(tmp_path: Path) -> None:
    """One sentence, and the other match is read."""
    found = find_sources(
        write(tmp_path, m1__dat=TRACAB, m1__xml=META, m2__dat=TRACAB, n__csv=SIDE.format("Home"),
              o__csv=SIDE.format("Home"))
    )  # fmt: skip

    assert ["m1.dat"] == [one.name for one in found.sources]
    said = {one.path: one.message for one in found.refused}
    assert {"m2.dat", "n.csv", "o.csv"} == set(said)
    assert "belong to other feeds" in said["m2.dat"]
    assert "the file of the other team" in said["n.csv"]


def test_files_of_one_player_each_are_one_match(tmp_path: Path) -> None:
    """Where the mapping names no column of players, a folder is a match."""
    mapping = MAPPING.replace('id = "id"\n', "")
    root = write(tmp_path, m_in_a__csv="t,x,y\n", m_in_b__csv="t,x,y\n", given__toml=mapping)
    (one,) = find_sources(root, mapping=root / "given.toml").sources

    assert ("m", ("m/a.csv", "m/b.csv", "given.toml")) == (one.name, one.files)


def test_an_id_stays_when_a_file_changes(tmp_path: Path) -> None:
    """It hangs on the name, so that a match that was written anew replaces its older self."""
    first = find_sources(write(tmp_path, m1__dat=TRACAB, m1__xml=META)).sources[0]
    second = find_sources(write(tmp_path, m1__dat=TRACAB * 2, m1__xml=META)).sources[0]

    assert first == second


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    """One sentence."""
    with pytest.raises(SettingsError, match="is no folder"):
        find_sources(tmp_path / "nowhere")
