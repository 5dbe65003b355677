"""Single plays of American football with known truth, as highlights hold them: short and few.

Each of 22 players does what their position does, as a list of stretches: how long, how fast, where
to, and how far facing is off travel. Speeds and times are made up so that shares of positions come
out near the published ones; what is tested with them is whether bad tags are told from good ones
when a game holds a few seconds of each player.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

OFFENCE = ("QB", "RB", "TE", "WR", "WR", "WR", "T", "G", "C", "G", "T")
DEFENCE = ("DE", "DT", "DT", "DE", "ILB", "OLB", "MLB", "CB", "CB", "SS", "FS")
_GROUPS = {
    "T": "OL", "G": "OL", "C": "OL", "DE": "DL", "DT": "DL", "ILB": "LB", "OLB": "LB",
    "MLB": "LB", "CB": "DB", "SS": "DB", "FS": "DB",
}  # fmt: skip
TITLES = (
    "gameId\tplayId\tplayType\tseason\tseasonType\tweek\tpreSnapHomeScore\tpreSnapVisitorScore\t"
    "playDirection\tquarter\tgameClock\tdown\tyardsToGo\tyardline\tyardlineSide\tyardlineNumber\t"
    "absoluteYardlineNumber\tpossessionFlag\thomeTeamFlag\tteamAbbr\tframe\tdisplayName\tesbId\t"
    "gsisId\tjerseyNumber\tnflId\tposition\tpositionGroup\ttime\tx\ty\ts\to\tdir\tevent\t"
    "playDescription"
)
_HZ = 10.0
HUDDLE, AFTER = 40, 15  # frames before the snap and after the end
_REACTION = 2  # frames from the snap until anybody moves

_Stretch = tuple[float, float, float, float]
"""Seconds, m/s, degrees of travel from the attack, degrees of facing from travel."""


@dataclass(frozen=True)
class Play:
    """True paths of 22 players from the huddle on: metres, headings in degrees (n, 22)."""

    x_m: np.ndarray
    y_m: np.ndarray
    speed_mps: np.ndarray
    travel_deg: np.ndarray
    facing_deg: np.ndarray
    right: bool

    @property
    def inside(self) -> slice:
        """The frames from the snap to the end."""
        return slice(HUDDLE, len(self.x_m) - AFTER)


def group(position: str) -> str:
    """Return the table's own group of a position."""
    return _GROUPS.get(position, position)


def made_play(random: np.random.Generator) -> Play:
    """Return one play."""
    length_s, passes = float(random.uniform(4.0, 10.0)), bool(random.random() < 0.6)
    frames = HUDDLE + round(length_s * _HZ) + AFTER
    right = bool(random.random() < 0.5)
    columns = []
    for i, position in enumerate((*OFFENCE, *DEFENCE)):
        stretches = _task(random, group(position), passes=passes, length_s=length_s)
        start = _line_up(random, i, 0.0 if i < 11 else 180.0)
        columns.append(_walk(random, start, stretches, frames, 0.0 if i < 11 else 180.0))
    x, y, speed, travel, facing = (np.array(part).T for part in zip(*columns, strict=True))
    if not right:
        x, y, travel, facing = -x, -y, travel + 180.0, facing + 180.0
    return Play(x, y, speed, travel, facing, right)


def _line_up(random: np.random.Generator, i: int, ahead: float) -> tuple[float, float]:
    back = (6.0, 7.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    deep = (1.0, 1.0, 1.0, 1.0, 5.0, 5.0, 5.0, 6.0, 6.0, 12.0, 14.0)
    x = -back[i] if ahead == 0.0 else deep[i - 11]
    return x + float(random.normal(0, 0.5)), float(random.uniform(-22, 22))


def _task(
    random: np.random.Generator, what: str, *, passes: bool, length_s: float
) -> list[_Stretch]:
    """Return what a player of a group does from the snap on."""

    def one(a: float, b: float) -> float:
        return float(random.uniform(a, b))

    chase = (length_s, one(3.5, 7.0), one(-60, 60), one(-15, 15))
    if what == "QB" and passes:
        crossed = random.random() < 0.75
        drop = (one(1.2, 2.0), one(2.5, 3.5), 180.0, one(50, 110) if crossed else 180.0)
        found = [drop, (one(1, 2), 0.6, 90.0, 90.0), (length_s, one(0.8, 5), one(-90, 90), 0.0)]
    elif what == "QB":
        found = [(one(0.5, 1.2), 2.0, 180.0, one(100, 260)), (length_s, one(0.5, 2), 0.0, 0.0)]
    elif what == "OL" and passes:
        found = [(one(0.6, 1.2), one(1.4, 2.9), 180.0, 180.0), (one(1.5, 2.5), 0.8, 180.0, 180.0),
                 (length_s, one(1.8, 4.0), one(-40, 40), one(-20, 20))]  # fmt: skip
    elif what == "DL":
        rush = (length_s / 2, one(1.5, 4), one(150, 210), 0.0)
        driven = (one(0.6, 1.2), one(1.9, 2.8), one(-30, 30), 180.0)
        last = (length_s, one(2, 4.5), one(0, 360), one(-15, 15))
        found = [rush, driven, last] if random.random() < 0.2 else [rush, last]
    elif what in {"LB", "DB"} and passes:
        off = random.random() < (0.7 if what == "LB" else 0.5)
        back = (one(0.6, 1.2), one(2.0, 3.2)) if what == "LB" else (one(0.6, 2.2), one(2.8, 4.2))
        drop = (*back, one(-25, 25), 180.0) if off else (0.5, 2.0, one(-90, 90), 30.0)
        found = [drop, (one(1.0, 3.0), one(3.5, 7.0), one(-50, 50), one(-20, 20)), chase]
    elif what == "DB":
        found = [(0.6, 2.2, 0.0, 180.0), (length_s, one(3.5, 6.5), one(120, 240), one(-20, 20))]
    elif what in {"WR", "TE", "RB"}:
        late = one(150, 210) if random.random() < 0.35 else one(-25, 25)
        found = [(one(1.5, 3), one(3.5, 7.5), one(-30, 30), 0.0),
                 (one(0.5, 1.0), one(2, 4), one(-120, 120), late), chase]  # fmt: skip
    else:
        found = [(length_s / 2, one(1.2, 3), one(-40, 40), one(-25, 25)), chase]
    return found


def _walk(
    random: np.random.Generator,
    start: tuple[float, float],
    stretches: list[_Stretch],
    frames: int,
    ahead: float,
) -> tuple[np.ndarray, ...]:
    """Return x, y, speed, travel and facing of one player, smoothed over a step and a turn."""
    velocity = np.zeros((frames, 2))
    aim = np.full(frames, ahead)
    aim[: HUDDLE - 15] = random.uniform(0, 360)  # in the huddle anybody faces anywhere
    at = HUDDLE + _REACTION
    for seconds, speed, towards, off in stretches:
        end = min(frames, at + round(seconds * _HZ))
        if end == frames:
            end = frames - AFTER
        rad = np.radians(towards)
        velocity[at:end] = speed * np.cos(rad), speed * np.sin(rad)
        aim[at:end] = towards - off
        at = max(at, end)
    velocity[at:], aim[at:] = velocity[at - 1] * 0.4, aim[at - 1]
    twist = _box(random.normal(0, 40.0, frames), 9)
    smooth = np.column_stack([_box(velocity[:, k], 5) for k in (0, 1)])
    smooth += np.column_stack([_box(random.normal(0, 0.08, frames), 3) for _ in (0, 1)])
    place = np.array(start) + np.cumsum(smooth, axis=0) / _HZ
    rad = np.radians(aim + twist)
    facing = np.degrees(np.arctan2(_box(np.sin(rad), 4), _box(np.cos(rad), 4)))
    travel = np.degrees(np.arctan2(smooth[:, 1], smooth[:, 0]))
    return place[:, 0], place[:, 1], np.hypot(*smooth.T), travel, facing


def _box(values: np.ndarray, width: int) -> np.ndarray:
    padded = np.pad(values, (width // 2, width - 1 - width // 2), mode="edge")
    return np.convolve(padded, np.full(width, 1.0 / width), "valid")


def write_play(
    folder: Path,
    game: str,
    number: int,
    play: Play,
    random: np.random.Generator,
    *,
    askew_deg: Mapping[int, float] | None = None,
    turned_deg: float = 0.0,
) -> Path:
    """Write a play as highlights come; ``askew_deg`` turns single tags."""
    off = np.array([(askew_deg or {}).get(i, 0.0) for i in range(22)]) + turned_deg
    shown = play.facing_deg + off + random.normal(0, 1.5, play.facing_deg.shape)
    last = len(play.x_m) - AFTER - 1
    events = {HUDDLE - 20: "line_set", HUDDLE: "ball_snap", HUDDLE + 18: "pass_forward",
              last: "tackle"}  # fmt: skip
    lines = [TITLES]
    for n in range(len(play.x_m)):
        said = events.get(n, "NA")
        start = (
            f"{game}\t{number}\tplay_type_pass\t{game[:4]}\tREG\t1\t0\t7\t"
            f"{'right' if play.right else 'left'}\t1\t08:18:00\t1\t10\tCIN 47\tCIN\t47\t57"
        )
        for i, position in enumerate((*OFFENCE, *DEFENCE)):
            home = i < 11
            lines.append(
                f"{start}\t{int(home)}\t{int(home)}\t{'HOM' if home else 'AWY'}\t{n}\tPlayer {i}\t"
                f"ABC{i:06d}\t00-00{i:05d}\t{i}\t{40000 + i}\t{position}\t{group(position)}\t"
                f"2019-11-10 19:46:19\t{play.x_m[n, i] / 0.9144 + 60:.2f}\t"
                f"{play.y_m[n, i] / 0.9144 + 80 / 3:.2f}\t{play.speed_mps[n, i] / 0.9144:.2f}\t"
                f"{(90 - shown[n, i]) % 360:.2f}\t{(90 - play.travel_deg[n, i]) % 360:.2f}\t"
                f"{said}\tA play."
            )
        lines.append(
            f"{start}\tNA\tNA\tNA\t{n}\tball\tNA\tNA\tNA\tNA\tNA\tNA\t2019-11-10 19:46:19\t60.00\t"
            f"26.67\t0.00\tNA\tNA\t{said}\tA play."
        )
    path = folder / f"{game[:4]}_HOM_{game}_{number}.tsv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
