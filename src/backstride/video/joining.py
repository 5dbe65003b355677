"""Tracks of one person, broken where they were hidden or out of view, become one person again."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats
from backstride.video.clothes import LEAST_STRAY, unlike, usual
from backstride.video.tracker import BODY_SHARE, Track

HIDDEN_S = 1.0
"""The longest time hidden after which where a person went still tells who they are."""

HARDEST_MPS2 = 9.8
"""As much push along the ground as weight on it, which no shoe grips for long; bounds how far a
hidden person may be from where they were heading."""

PERSON_M = 1.7
"""Height of an adult, to turn metres into shares of a body; only bounds are made of it."""

SIZE_RATIO = 1.5
"""Between two sightings a body does not grow in the picture by more."""

ALIKE = 3.0
"""Colours that differ by less than this many times their usual stray are the same clothes."""

SHORTEST_S = 0.5
"""Tracks shorter than a running stride (0.6 to 0.8 s) tell nothing and are often no people."""


@dataclass(frozen=True)
class _End:
    """One end of a track: when, where, how fast, how large, and in which colours."""

    time_s: float
    hips_px: Floats
    velocity: Floats
    side_px: float


def join(tracks: list[Track], time_s: Floats, camera_px: Floats) -> list[list[Track]]:
    """Return the tracks grouped by person, each group in the order of time.

    Parameters
    ----------
    tracks : list of Track
    time_s : array (n,)
        Of the frames of the video.
    camera_px : array (n, 2)
        How far the background has moved; zeros where that is not known.
    """
    tracks = sorted((t for t in tracks if len(t.frames) > 1), key=lambda t: t.frames[0])
    costs = [
        (cost, i, j)
        for i, before in enumerate(tracks)
        for j, after in enumerate(tracks)
        if after.frames[0] > before.frames[-1]
        and np.isfinite(cost := _cost(before, after, time_s, camera_px))
    ]
    follows: dict[int, int] = {}
    led: set[int] = set()
    for _, i, j in sorted(costs):
        if i not in follows and j not in led:
            follows[i] = j
            led.add(j)
    people = []
    for first in range(len(tracks)):
        if first in led:
            continue
        chain = [first]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        people.append([tracks[i] for i in chain])
    return people


def _cost(before: Track, after: Track, time_s: Floats, camera_px: Floats) -> float:
    """Return how far apart one track's end and another's start are; inf if not one person."""
    end, start = (
        _end(before, time_s, camera_px, last=True),
        _end(after, time_s, camera_px, last=False),
    )
    ratio = max(end.side_px, start.side_px) / min(end.side_px, start.side_px)
    alike = _alike(before, after)
    if ratio > SIZE_RATIO or not alike:
        return np.inf
    hidden_s = start.time_s - end.time_s
    if hidden_s > HIDDEN_S:
        return np.inf
    body_px = BODY_SHARE * max(end.side_px, start.side_px)
    off = float(np.linalg.norm(start.hips_px - end.hips_px - end.velocity * hidden_s)) / body_px
    may = 0.3 + 0.5 * HARDEST_MPS2 / PERSON_M * hidden_s**2
    return off + hidden_s if off <= may else np.inf


def _alike(one: Track, other: Track) -> bool:
    first, stray_first = usual(one.colours)
    second, stray_second = usual(other.colours)
    differs = unlike(first, second)
    return bool(differs <= ALIKE * max(stray_first, stray_second, LEAST_STRAY))


def _end(track: Track, time_s: Floats, camera_px: Floats, *, last: bool) -> _End:
    """Return one end of a track, from its outermost third of a second, camera movement removed."""
    chosen = np.array(track.frames)
    edge = time_s[chosen[-1] if last else chosen[0]]
    near = np.flatnonzero(np.abs(time_s[chosen] - edge) <= 1 / 3)
    hips = np.stack([track.seen[i].hips_px for i in near]) - camera_px[chosen[near]]
    times = time_s[chosen[near]]
    velocity = np.polyfit(times - edge, hips, 1)[0] if len(near) > 2 else np.zeros(2)
    outermost = -1 if last else 0
    side = float(np.median([track.seen[i].square.side_px for i in near]))
    return _End(float(edge), hips[outermost], velocity, side)
