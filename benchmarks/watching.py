"""How fast a video is watched, and how near its points are to those of another implementation.

Run by hand from the checkout, on any video with people in it::

    PYTHONPATH=src python -m benchmarks.watching speed VIDEO
    PYTHONPATH=src python -m benchmarks.watching compare VIDEO REFERENCE.npz

Speed is a ratio against the bare networks in the same run, in processor time of all threads.
REFERENCE.npz is made in an environment of its own, which needs mediapipe 0.10.21 and av alone::

    python benchmarks/watching.py reference VIDEO REFERENCE.npz FIRST LAST LEFT TOP RIGHT BOTTOM

with a window in which one person is in view, as mediapipe follows one person only.
"""

# ruff: noqa: PLC0415 - the two environments have no package in common but numpy and av

import importlib
import sys
import time
from pathlib import Path

import numpy as np


def speed(path: Path) -> None:
    """Print frames and people per second, and the share of the networks in the time."""
    from backstride.video.analyse import watch
    from backstride.video.decoding import Video
    from backstride.video.model_files import find_model
    from backstride.video.networks import Network, load_pose_model

    files = find_model()
    networks = load_pose_model(files.detector, files.landmarker)
    spent = {"bare": 0.0, "runs": 0.0}
    plain = Network.run

    def timed(self: Network, picture: object) -> object:
        start = time.process_time()
        out = plain(self, picture)  # type: ignore[arg-type]
        spent["bare"] += time.process_time() - start
        spent["runs"] += self is networks.landmarker
        return out

    Network.run = timed  # type: ignore[method-assign,assignment]
    begin, wall = time.process_time(), time.perf_counter()
    with Video(path) as video:
        watched = watch(video, networks)
    whole, wall = time.process_time() - begin, time.perf_counter() - wall
    frames = len(watched.people[0].time_s)
    print(
        f"{frames} frames, {spent['runs']:.0f} bodies looked at, {len(watched.people)} people: "
        f"{frames / wall:.0f} frames/s and {spent['runs'] / wall:.0f} bodies/s on the clock; "
        f"processor time {whole:.1f} s, {whole / spent['bare']:.2f} times the bare networks"
    )


def reference(path: Path, out: Path, window: list[int]) -> None:
    """Write the points that mediapipe finds in a window of a video."""
    import av

    mediapipe = importlib.import_module("mediapipe")
    first, last, left, top, right, bottom = window
    pose = mediapipe.solutions.pose.Pose(model_complexity=1, smooth_landmarks=False)
    points = np.full((last - first, 33, 2), np.nan)
    with av.open(str(path)) as video:
        for number, frame in enumerate(video.decode(video=0)):
            if first <= number < last:
                picture = frame.to_ndarray(format="rgb24")[top:bottom, left:right]
                found = pose.process(np.ascontiguousarray(picture)).pose_landmarks
                if found:
                    shares = np.array([[p.x, p.y] for p in found.landmark])
                    points[number - first] = shares * [right - left, bottom - top] + [left, top]
    np.savez(out, points=points, first=first)


def compare(path: Path, reference_path: Path) -> None:
    """Print how far our points of the nearest person are from the reference, in pixels."""
    from backstride.readers.video import read_file
    from backstride.video.landmarks import NAMES

    made = np.load(reference_path)
    first, wanted = int(made["first"]), made["points"][:, list(NAMES.values())].swapaxes(0, 1)
    people = read_file(path).people
    apart = [
        np.linalg.norm(p.points_px[:, first : first + wanted.shape[1]] - wanted, axis=2)
        for p in people
    ]
    nearest = min(apart, key=lambda d: float(np.nanmedian(d)))
    known = nearest[np.isfinite(nearest)]
    print(
        f"{np.isfinite(nearest).any(axis=0).sum()} frames, {len(known)} points: mean "
        f"{known.mean():.1f}, median {np.median(known):.1f}, 95 % below "
        f"{np.quantile(known, 0.95):.1f} px"
    )


if __name__ == "__main__":
    command, video_path = sys.argv[1], Path(sys.argv[2])
    if command == "speed":
        speed(video_path)
    elif command == "reference":
        reference(video_path, Path(sys.argv[3]), [int(a) for a in sys.argv[4:10]])
    else:
        compare(video_path, Path(sys.argv[3]))
