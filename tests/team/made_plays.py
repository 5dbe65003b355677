"""Tables of plays with known truth, as American football's tags write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backstride.team import Feed, shipped_model, simulated_match
from backstride.team.direction import BACKWARD, Thresholds, directions
from backstride.team.kinematics import kinematics

PLAY, HUDDLE, AFTER = 80, 30, 20  # frames of a play, before its snap and after its end
GROUPS = ("QB", "CB", "SS", "WR", "TE", "RB", "LB", "DE", "T", "G", "FS")
TITLES = (
    "gameId\tplayId\tseason\tplayDirection\tquarter\tpossessionFlag\tteamAbbr\tframe\t"
    "displayName\tnflId\tposition\tpositionGroup\ttime\tx\ty\ts\to\tdir\tevent"
)


@dataclass(frozen=True)
class Game:
    """A written game: its file, its feed, and the backward share inside plays (p,)."""

    path: Path
    feed: Feed
    inside: np.ndarray
    backward: np.ndarray
    moving: np.ndarray


def write_game(
    folder: Path,
    game: int,
    *,
    seed: int = 1,
    minutes: float = 4.0,
    turned_deg: float = 0.0,
    turned_players: Mapping[int, float] | None = None,
) -> Game:
    """Write a game; ``turned_players`` adds to the orientation of single columns."""
    feed, _ = simulated_match(
        shipped_model(), seed=seed, minutes=minutes, rate_hz=10, facing_noise_deg=2.0
    )
    assert feed.facing_deg is not None
    speed, travel = kinematics(feed)
    off = np.array([(turned_players or {}).get(i, 0.0) for i in range(len(feed.players))])
    shown = (90.0 - (feed.facing_deg + turned_deg + off)) % 360.0
    course = (90.0 - travel) % 360.0
    lines = [TITLES]
    at = np.arange(len(feed)) % PLAY
    inside = (at >= HUDDLE) & (at <= PLAY - AFTER)
    for i in range(len(feed)):
        event = {HUDDLE: "ball_snap", PLAY - AFTER: "tackle", 0: "huddle_start_offense"}
        said = event.get(int(at[i]), "NA")
        start = f"{game}\t{100 + i // PLAY}\t2019\tright\t1"
        for p, player in enumerate(feed.players):
            home = player.team == "home"
            lines.append(
                f"{start}\t{int(home)}\t{'HOM' if home else 'AWY'}\t{at[i]}\t{player.name}\t"
                f"{1000 + p}\t{GROUPS[p % 11]}\t{_group(GROUPS[p % 11])}\t2019-11-10 19:46:19\t"
                f"{_yards(feed.x_m[i, p]) + 60:.2f}\t{_yards(feed.y_m[i, p]) + 80 / 3:.2f}\t"
                f"{_yards(speed[i, p]):.3f}\t{_angle(shown[i, p])}\t{_angle(course[i, p])}\t{said}"
            )
        lines.append(
            f"{start}\tNA\tNA\t{at[i]}\tball\tNA\tNA\tNA\t2019-11-10 19:46:19\t"
            f"{_yards(feed.ball_m[i, 0]) + 60:.2f}\t{_yards(feed.ball_m[i, 1]) + 80 / 3:.2f}\t"
            f"0\tNA\tNA\t{said}"
        )
    path = folder / f"{game}_1_HOM_AWY.tsv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    code = directions(feed.facing_deg, travel, speed, Thresholds(slowest_mps=1.8288))
    back = (code[inside] == BACKWARD).sum(axis=0)
    return Game(path, feed, inside, back, (code[inside] >= 2).sum(axis=0))


def _group(position: str) -> str:
    known = {"CB": "DB", "SS": "DB", "FS": "DB", "DE": "DL", "T": "OL", "G": "OL"}
    return known.get(position, position)


def _yards(metres: float) -> float:
    return float(metres) / 0.9144


def _angle(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else "NA"
