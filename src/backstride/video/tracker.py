"""Following each person from frame to frame.

A person found once is looked for in the next frame where the landmark network expects them. That
alone jumps from one person to another when they meet or one is hidden; so a track ends where a body
would have to move faster than a person can, or where two tracks turn out to follow one body.
"""

from dataclasses import dataclass, field

import numpy as np

from backstride.motion.arrays import Floats
from backstride.video.clothes import LEAST_STRAY, colours, unlike, usual
from backstride.video.crops import Picture, Square
from backstride.video.detector import Detector, apart, same_place
from backstride.video.frame import Frame
from backstride.video.landmarks import Seen, apart_by, look
from backstride.video.networks import DETECTOR_SIDE, PoseModel

PRESENT = 0.5
"""Presence from which a body counts as there; the published model's own setting."""

LOOK_AROUND_S = 0.2
"""How often the whole picture is searched for people who are not followed yet."""

MOST_PEOPLE = 6
"""Followed at once; each costs one run of the network per frame."""

FASTEST_MPS = 12.5
"""The fastest runner, half of what ``readers.clean`` takes for impossible in a single marker."""

SMALLEST_M = 1.2
"""A child of six: the smaller a body, the more of its own height a speed is, so this errs wide."""

BODY_SHARE = 0.75
"""Body height over the side of its square: the square is 1.25 times the circle around the body."""

NOISE_SHARE = 0.1
"""Allowance for the noise of hip points from one frame to the next, as a share of the square."""

SAME_BODY = 0.06
"""Mean distance of trunk and thigh points below which two tracks follow one body, as a share of the
square: 8 % of body height, so that two bodies would have to stand inside each other."""

NEAR = 0.2
"""Hips closer than this share of a square belong to one person whom the detector saw twice."""

MOST_COVERED = 0.7
"""Share of a newly found body's box that another body may cover: more, and it is a piece of that
one. Somebody who walks past is followed before it comes to that."""

NEWCOMER = 10
"""Frames after which a track knows its own colours."""


@dataclass
class Track:
    """One person as long as they could be followed.

    Attributes
    ----------
    frames : list of int
        Numbers of the frames, one after another.
    seen : list of Seen
    colours : list of array (3, 3)
    alive : bool
    """

    frames: list[int] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    colours: list[Floats] = field(default_factory=list)
    alive: bool = True

    def add(self, number: int, seen: Seen, picture: Picture) -> None:
        """Append what was seen in a frame."""
        self.frames.append(number)
        self.seen.append(seen)
        self.colours.append(colours(picture, seen.points_px))

    def drop_last(self) -> None:
        """Take back the last frame and follow no longer."""
        self.alive = False
        for kept in (self.frames, self.seen, self.colours):
            del kept[-1:]


class Tracker:
    """Follows all people of a video; ``tracks`` has everyone ever followed."""

    def __init__(self, model: PoseModel) -> None:
        self._detector = Detector(model.detector)
        self._landmarker = model.landmarker
        self.tracks: list[Track] = []
        self.crowded = False
        self._searched_s = -np.inf
        self._last_s = 0.0

    @property
    def followed(self) -> list[Track]:
        """Those who are in view now."""
        return [track for track in self.tracks if track.alive]

    def step(self, number: int, frame: Frame, camera_px: Floats) -> None:
        """Follow everyone into the next frame, whose background has moved by ``camera_px``."""
        picture = frame.colours()
        since_s = max(frame.time_s - self._last_s, 1e-3)
        self._last_s = frame.time_s
        for track in self.followed:
            self._follow(track, number, picture, camera_px, since_s)
        self._part()
        if frame.time_s - self._searched_s >= LOOK_AROUND_S or not self.followed:
            self._searched_s = frame.time_s
            self._search(number, frame, picture)

    def _follow(
        self, track: Track, number: int, picture: Picture, camera_px: Floats, since_s: float
    ) -> None:
        before = track.seen[-1]
        expected = before.square.moved(camera_px)
        now = look(self._landmarker, picture, expected)
        side = before.square.side_px
        moved = float(np.linalg.norm(now.hips_px - before.hips_px - camera_px))
        farthest = side * (FASTEST_MPS / SMALLEST_M * BODY_SHARE * since_s + NOISE_SHARE)
        if now.presence < PRESENT or moved > farthest or not _inside(now, picture):
            track.alive = False
            return
        track.add(number, now, picture)

    def _part(self) -> None:
        """End all but one of the tracks that follow one body."""
        live = self.followed
        for i, one in enumerate(live):
            for other in live[i + 1 :]:
                if not (one.alive and other.alive):
                    continue
                if apart_by(one.seen[-1], other.seen[-1]) < SAME_BODY:
                    self._end(max(one, other, key=_strangeness))

    def _end(self, track: Track) -> None:
        """Follow somebody no longer who turned out to be another; a newcomer never was anybody."""
        track.drop_last()
        if len(track.frames) < NEWCOMER:
            self.tracks.remove(track)

    def _search(self, number: int, frame: Frame, picture: Picture) -> None:
        for found in self._look_around(frame):
            live = self.followed
            if any(same_place(found, track.seen[-1].square, NEAR) for track in live):
                continue
            if len(live) >= MOST_PEOPLE:
                self.crowded = True
                return
            seen = look(self._landmarker, picture, found)
            if seen.presence < PRESENT or not _inside(seen, picture):
                continue
            if not any(_part_of(seen, track.seen[-1]) for track in live):
                track = Track()
                track.add(number, seen, picture)
                self.tracks.append(track)

    def _look_around(self, frame: Frame) -> list[Square]:
        """Return where people are: in the whole picture, and in squares of its shorter side."""
        wide, high = frame.width_px, frame.height_px
        whole = DETECTOR_SIDE / max(wide, high)
        near = DETECTOR_SIDE / min(wide, high)
        found = []
        small = frame.small(max(1, round(wide * whole)), max(1, round(high * whole)))
        found += self._detector.look(small, (0.0, 0.0, 1.0 / whole))
        if whole < 0.9 * near:
            large = frame.small(max(1, round(wide * near)), max(1, round(high * near)))
            for top, left in _corners(large.shape[0], large.shape[1]):
                part = large[top : top + DETECTOR_SIDE, left : left + DETECTOR_SIDE]
                found += self._detector.look(part, (left / near, top / near, 1.0 / near))
        return [one.square for one in apart(found, NEAR)]


def _corners(height: int, width: int) -> list[tuple[int, int]]:
    """Return top and left of squares that cover a picture with at least a half in common."""
    longer = max(height, width) - DETECTOR_SIDE
    count = 1 + int(np.ceil(longer / (DETECTOR_SIDE / 2)))
    places = np.linspace(0, longer, count).round().astype(int)
    return [(0, int(p)) if width >= height else (int(p), 0) for p in places]


def _inside(seen: Seen, picture: Picture) -> bool:
    """Return whether the hips are in the picture; without them nobody is measured."""
    x, y = seen.hips_px
    return bool(0 <= x < picture.shape[1] and 0 <= y < picture.shape[0])


def _part_of(one: Seen, other: Seen) -> bool:
    """Return whether a newly found body is one that is already followed, or a piece of it."""
    if apart_by(one, other) < SAME_BODY:
        return True
    low = np.maximum(one.points_px.min(axis=0), other.points_px.min(axis=0))
    high = np.minimum(one.points_px.max(axis=0), other.points_px.max(axis=0))
    common = float(np.prod(np.maximum(high - low, 0.0)))
    own = float(np.prod(np.ptp(one.points_px, axis=0)))
    return common > MOST_COVERED * own


def _strangeness(track: Track) -> float:
    """Return how unlike itself a track looks in its last frame, in its usual stray."""
    if len(track.colours) < NEWCOMER:
        return np.inf
    middle, stray = usual(track.colours[:-1])
    value = unlike(track.colours[-1], middle) / max(stray, LEAST_STRAY)
    return value if np.isfinite(value) else np.inf
