"""Short plays in any season's columns: what is read, and which tags are told from good ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from backstride.errors import BackstrideError
from backstride.team import MatchResult, match_of
from backstride.team.positions import position_group
from backstride.team.season.finding import find_sources
from tests.team.made_highlights import (
    AFTER,
    DEFENCE,
    HUDDLE,
    OFFENCE,
    Play,
    group,
    made_play,
    write_play,
)

pytest.importorskip("polars", reason="the [team] extra is not installed")

Row = Mapping[str, str]
POSITIONS = (*OFFENCE, *DEFENCE)
BALL = 22


@pytest.fixture(scope="module")
def plays() -> list[Play]:
    """Three plays."""
    random = np.random.default_rng(5)
    return [made_play(random) for _ in range(3)]


def rows_of(plays: Sequence[Play], game: str) -> Iterator[dict[str, str]]:
    """Yield what tables say of each player and frame, with a dot where it is the ball's."""
    for number, play in enumerate(plays):
        for i in range(BALL + 1):
            for n in range(len(play.x_m)):
                at = {HUDDLE: "ball_snap", len(play.x_m) - AFTER - 1: "tackle"}
                yield _row(play, number, i, n, game) | {"event": at.get(n, "NA")}


def _row(play: Play, number: int, i: int, n: int, game: str) -> dict[str, str]:
    home, ball = i < 11, i == BALL
    who = {
        "game": game, "play": str(50 + number), "frame": str(n + 1), "snap": str(n - HUDDLE),
        "clock": f"2018-09-07T00:59:{(n + 1) // 10:02d}.{(n + 1) % 10}00Z",
        "direction": "right" if play.right else "left",
    }  # fmt: skip
    if ball:
        nobody = dict.fromkeys(("id", "shirt", "position", "o", "dir"), "NA")
        return who | nobody | {"name": "football", "team": "football", "side": "football",
                               "x": "60", "y": "26.67", "s": "0"}  # fmt: skip
    return who | {
        "id": f"{40000 + i}.0", "name": f"Player {i}", "team": "ARI" if home else "KC",
        "side": "Offense" if home else "Defense", "shirt": f"{'H' if home else 'V'}{i + 1}",
        "position": POSITIONS[i], "x": f"{play.x_m[n, i] / 0.9144 + 60:.2f}",
        "y": f"{play.y_m[n, i] / 0.9144 + 80 / 3:.2f}", "s": f"{play.speed_mps[n, i] / 0.9144:.2f}",
        "o": f"{(90 - play.facing_deg[n, i]) % 360:.2f}",
        "dir": f"{(90 - play.travel_deg[n, i]) % 360:.2f}",
    }  # fmt: skip


SEASONS: dict[str, tuple[str, Sequence[str]]] = {
    "2021": (
        "time,x,y,s,dir,o,event,nflId,displayName,position,frameId,team,gameId,playId,"
        "playDirection",
        ("clock", "x", "y", "s", "dir", "o", "event", "id", "name", "position", "frame", "team",
         "game", "play", "direction"),
    ),
    "2023, names apart": (
        "gameId,playId,nflId,frameId,time,team,playDirection,x,y,s,o,dir,event",
        ("game", "play", "id", "frame", "clock", "team", "direction", "x", "y", "s", "o", "dir",
         "event"),
    ),
    "impact detection, shirts and times": (
        "gameKey,playID,player,time,x,y,s,o,dir,event",
        ("game", "play", "shirt", "clock", "x", "y", "s", "o", "dir", "event"),
    ),
    "contact detection, steps": (
        "game_key,play_id,nfl_player_id,datetime,step,team,position,x_position,y_position,speed,"
        "direction,orientation",
        ("game", "play", "id", "clock", "snap", "team", "position", "x", "y", "s", "dir", "o"),
    ),
    "punts, no speed": (
        "Season_Year,GameKey,PlayID,GSISID,Time,x,y,o,dir,Event",
        ("game", "game", "play", "id", "clock", "x", "y", "o", "dir", "event"),
    ),
    "2026, from the snap": (
        "game_id,play_id,nfl_id,frame_id,play_direction,player_name,player_position,player_side,"
        "x,y,s,dir,o",
        ("game", "play", "id", "frame", "direction", "name", "position", "side", "x", "y", "s",
         "dir", "o"),
    ),
}  # fmt: skip


def write_season(
    folder: Path, name: str, plays: Sequence[Play], *, keep: Callable[[Row], bool] = bool
) -> Path:
    """Write plays in the columns of a season."""
    titles, keys = SEASONS[name]
    lines = [",".join(row[key] for key in keys) for row in rows_of(plays, "2018") if keep(row)]
    path = folder / "tracking.csv"
    path.write_text("\n".join([titles, *lines]) + "\n", "utf-8")
    return path


def expected(plays: Sequence[Play], player: int, *, frames: int = 0) -> float:
    """Return a player's true backward time from the snap to the end."""
    found = 0
    for play in plays:
        angle = (play.travel_deg - play.facing_deg + 180) % 360 - 180
        back = (np.abs(angle) > 135) & (play.speed_mps > 1.4)
        last = len(play.x_m) - AFTER + frames
        found += int(back[HUDDLE:last, player].sum())
    return found / 10


def backward_s(result: MatchResult, player: int) -> float:
    """Return the backward time found for a player."""
    names = {str(40000 + player), POSITIONS[player], f"V{player + 1}"}
    one = next(one for one in result.players if names & {one.player.id, one.player.name})
    return one.by_direction["backward"].time_s if "backward" in one.by_direction else 0.0


@pytest.mark.parametrize("name", [name for name in SEASONS if "from" not in name])
def test_any_season_is_read_from_its_titles(tmp_path: Path, plays: list[Play], name: str) -> None:
    """Backward time comes out the same, whatever columns a season has."""
    path = write_season(tmp_path, name, plays, keep=lambda row: row["event"] != "?")
    after = AFTER if "steps" in name else 0  # a table of steps does not say when a play ends
    apart = 0.35 if "speed" in name else 0.051  # whose speed is worked out from the places

    result = match_of(path)

    assert "measured" == result.facing
    assert 22 == len(result.players)
    for player in (17, 18, 19, 20, 21):
        truth = expected(plays, player, frames=after)
        assert backward_s(result, player) == pytest.approx(truth, abs=apart)


def test_plays_without_events_are_taken_whole_and_so_said(
    tmp_path: Path, plays: list[Play]
) -> None:
    """A table that starts at the snap and has no events keeps its frames; sides are its teams."""
    path = write_season(
        tmp_path, "2026, from the snap", plays,
        keep=lambda row: int(row["snap"]) >= 0 and row["name"] != "football",
    )  # fmt: skip
    result = match_of(path)
    feed = result.games[0].feed

    assert "names no snap" in result.as_json()["thresholds"]["window"]
    assert {"Offense", "Defense"} == set(feed.teams)
    first = [1 if play.right else -1 for play in plays]
    starts = feed.stretches()[:, 0]
    assert first == feed.attack["Offense"][starts].tolist()
    assert [-sign for sign in first] == feed.attack["Defense"][starts].tolist()
    assert backward_s(result, 20) == pytest.approx(expected(plays, 20, frames=AFTER), abs=0.051)


def test_who_attacks_is_told_by_who_stands_behind(tmp_path: Path, plays: list[Play]) -> None:
    """Without a column of possession the side behind the ball at the snap is on offence."""
    feed = match_of(write_season(tmp_path, "2021", plays)).games[0].feed

    signs = [1 if play.right else -1 for play in plays]
    assert signs == feed.attack["ARI"][feed.stretches()[:, 0]].tolist()


def test_names_and_positions_come_from_the_table_of_players(
    tmp_path: Path, plays: list[Play]
) -> None:
    """A table of players beside the plays, or one folder up, names who has only a number."""
    path = write_season(tmp_path, "2023, names apart", plays)
    lines = [f"{40000 + i},6-1,{POSITIONS[i]},Name {i}" for i in range(22)]
    players = "\n".join(["nflId,height,officialPosition,displayName", *lines])
    (tmp_path / "players.csv").write_text(players, "utf-8")

    found = {one.player.id: one.player for one in match_of(path).players}

    assert ("Name 0", "quarterbacks") == (found["40000"].name, found["40000"].position)
    assert ("Name 21", "defensive backs") == (found["40021"].name, found["40021"].position)


def test_a_table_of_single_moments_is_refused(tmp_path: Path) -> None:
    """One row a player and play moves nobody, and the sentence says what is missing."""
    path = tmp_path / "train.csv"
    path.write_text("GameId,PlayId,X,Y,S,Orientation,Dir,NflId\n1,2,3,4,5,6,7,8\n", "utf-8")

    with pytest.raises(BackstrideError, match="no column of frames or times"):
        match_of(path)


def write_games(folder: Path, games: Mapping[str, Mapping[int, float]], turned: float) -> None:
    """Write games of one short play; tags are turned by the given angles, and all by one."""
    for k, (game, askew) in enumerate(games.items()):
        random = np.random.default_rng(100 + k)
        play = made_play(random)
        write_play(folder, game, 1, play, random, askew_deg=askew, turned_deg=turned)


def verdicts(folder: Path) -> dict[str, str]:
    """Return the verdict on the tags of each game of a folder."""
    return {
        one.feed.game: one.tags.verdict for one in match_of(folder).games if one.tags is not None
    }


UNEVEN = {i: (-60.0, 0.0, 30.0, 60.0, -20.0)[i % 5] for i in range(22)}


def test_a_game_off_in_its_own_way_is_refused_and_no_other(tmp_path: Path) -> None:
    """About 90° off, each tag by another angle: refused, also in a season that is turned."""
    games: dict[str, Mapping[int, float]] = {f"20191006{k:02d}": {} for k in range(5)}
    bad = {i: 90.0 + off for i, off in UNEVEN.items()}
    (tmp_path / "plain").mkdir()
    (tmp_path / "turned").mkdir()
    write_games(tmp_path / "plain", {**games, "2019101300": bad}, 0.0)
    write_games(tmp_path / "turned", {**games, "2019101300": bad}, 90.0)

    plain, turned = verdicts(tmp_path / "plain"), verdicts(tmp_path / "turned")

    assert {"2019101300"} == {game for game, said in plain.items() if said == "refused"}
    assert {"2019101300"} == {game for game, said in turned.items() if said == "refused"}
    assert {"good"} == {said for game, said in plain.items() if game in games}
    assert {"re-zeroed"} == {said for game, said in turned.items() if game in games}


def test_teams_turned_by_different_angles_do_not_agree(tmp_path: Path) -> None:
    """One side 65° off and the other 115°: the mean is a quarter turn, and neither is."""
    by_team = {i: 65.0 if i < 11 else 115.0 for i in range(22)}
    games: dict[str, Mapping[int, float]] = {f"20191006{k:02d}": {} for k in range(5)}
    write_games(tmp_path, {**games, "2019101300": by_team}, 0.0)

    assert {"2019101300"} == {game for game, said in verdicts(tmp_path).items() if said != "good"}
    assert "refused" == verdicts(tmp_path)["2019101300"]


def test_each_season_has_its_own_zero(tmp_path: Path) -> None:
    """A turned season beside one that is not: each is told of by its name, once."""
    games = {f"20171008{k:02d}": {20: 180.0} if k == 0 else {} for k in range(4)}
    write_games(tmp_path, games, 90.0)
    write_games(tmp_path, {f"20191006{k:02d}": {} for k in range(4)}, 0.0)
    result = match_of(tmp_path)

    said = [line for line in result.warnings if "another zero" in line]
    assert 1 == len(said)
    assert "Season 2017" in said[0]
    assert "in 4 of 4 games" in said[0]
    tags = next(line for line in result.warnings if "point elsewhere" in line)
    before = float(tags.partition("went from ")[2].split(" %")[0])
    after = float(tags.partition(" to ")[2].split(" %")[0])
    assert after < before  # the effect of the tag alone, not of the turn
    turned = {game.feed.season: game.tags.turned_by_deg for game in result.games if game.tags}
    assert {"2017": 90.0, "2019": 0.0} == turned


def test_a_flipped_tag_is_found_in_a_single_short_play(tmp_path: Path) -> None:
    """A lineman hardly runs fast: that he lines up with his back to the opponents tells."""
    askew = {"2019100600": {6: 180.0, 20: 175.0}}
    write_games(tmp_path, askew, 0.0)
    game = match_of(tmp_path).games[0]
    assert game.tags is not None

    left_out = {game.feed.players[i].id for i in game.tags.quarantined}
    assert {"40006", "40020"} == left_out


def test_who_only_ran_backward_wears_a_good_tag(tmp_path: Path) -> None:
    """A defender who drops back for all of a short play faced the opponents at the snap."""
    random = np.random.default_rng(3)
    play = made_play(random)
    inside = slice(HUDDLE + 2, None)
    towards = 0.0 if play.right else 180.0
    play.speed_mps[:, 20], play.travel_deg[:, 20] = 0.0, towards
    play.speed_mps[HUDDLE + 2 : HUDDLE + 24, 20] = 3.6
    play.facing_deg[:, 20] = towards + 180.0
    play.x_m[inside, 20] = play.x_m[HUDDLE, 20] + np.cumsum(
        play.speed_mps[inside, 20] * np.cos(np.radians(towards)) / 10
    )
    write_play(tmp_path, "2019100600", 1, play, random)
    game = match_of(tmp_path).games[0]
    assert game.tags is not None

    assert {} == game.tags.quarantined
    one = next(one for one in game.players if one.player.id == "40020")
    assert one.by_direction["backward"].time_s == pytest.approx(2.2, abs=0.11)


def test_groups_of_positions_are_those_of_the_tables() -> None:
    """What is written as a group and as a position is read as the same."""
    assert [position_group(group(one)) for one in POSITIONS] == [
        position_group(one) for one in POSITIONS
    ]


@pytest.mark.parametrize("said", ['L. "Trick" pass to "X', '"Wild', '"(8:18) ""Trick"" pass"'])
def test_quotation_marks_in_descriptions_do_no_harm(tmp_path: Path, said: str) -> None:
    """Descriptions of plays hold all sorts of text; frames are read whatever it is."""
    random = np.random.default_rng(4)
    path = write_play(tmp_path, "2019100600", 1, made_play(random), random)
    expected_s = [one.moving_s for one in match_of(path).players]
    path.write_text(path.read_text("utf-8").replace("A play.", said), "utf-8")

    assert expected_s == [one.moving_s for one in match_of(path).players]


def test_bouts_say_in_which_play_they_were(tmp_path: Path) -> None:
    """The play's own id and the seconds since its snap stand beside the feed's running time."""
    random = np.random.default_rng(5)
    for number in (57, 90, 1082, 2257):
        write_play(tmp_path, "2019100600", number, made_play(random), random)
    result = match_of(tmp_path)
    bouts = [bout for one in result.as_json()["players"] for bout in one["bouts"] or ()]

    plays = {bout["play"] for bout in bouts}
    assert len(plays) > 1
    assert plays <= {"57", "90", "1082", "2257"}
    assert all(0 <= bout["play_s"] < 10 for bout in bouts)
    assert [bout["play_s"] for bout in bouts] == pytest.approx(
        [bout["start_s"] % 1000 - HUDDLE / 10 for bout in bouts], abs=0.011
    )


def test_the_table_of_players_belongs_to_the_plays(tmp_path: Path) -> None:
    """In a season it is no feed that was refused, and lists of games and plays are said to be."""
    random = np.random.default_rng(3)
    write_play(tmp_path, "2019100600", 1, made_play(random), random)
    (tmp_path / "players.csv").write_text("nflId,position,displayName\n40000,QB,A B\n", "utf-8")
    (tmp_path / "games.csv").write_text("gameId,season,week\n2019100600,2019,5\n", "utf-8")
    found = find_sources(tmp_path)

    assert [("players.csv",)] == [source.beside for source in found.sources]
    assert ["games.csv"] == [one.path for one in found.refused]
    assert "names games, plays or players" in found.refused[0].message
