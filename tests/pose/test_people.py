"""Several people in a picture."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.pose.people import tell_apart


def person(middle: Floats, size: float) -> Floats:
    """Return key points (n, 4, 2) of a box around a path (n, 2)."""
    corners = size * np.array([[-0.2, -0.5], [0.2, -0.5], [-0.2, 0.5], [0.2, 0.5]])
    return middle[:, None] + corners


def test_people_who_pass_each_other_keep_their_names() -> None:
    """Two cross the picture; their detections come in any order."""
    x = np.linspace(100.0, 900.0, 60)
    one = person(np.column_stack((x, np.full(60, 500.0))), 300.0)
    two = person(np.column_stack((1000.0 - x, np.full(60, 420.0))), 200.0)
    rng = np.random.default_rng(1)
    first = rng.random(60) < 0.5
    pairs = np.where(first[:, None, None, None], np.stack((one, two), 1), np.stack((two, one), 1))

    tracks = tell_apart(pairs.reshape(-1, 4, 2), np.repeat(np.arange(60), 2), 30.0)

    mine = np.where(first, 2 * np.arange(60), 2 * np.arange(60) + 1)
    assert len(tracks) == 2
    np.testing.assert_array_equal(mine, tracks[0])


def test_the_largest_and_longest_seen_comes_first() -> None:
    """Somebody small in the background, listed first, is second."""
    near = person(np.tile([600.0, 500.0], (40, 1)), 400.0)
    far = person(np.tile([200.0, 300.0], (40, 1)), 80.0)

    tracks = tell_apart(
        np.stack((far, near), 1).reshape(-1, 4, 2), np.repeat(np.arange(40), 2), 30.0
    )

    np.testing.assert_array_equal(np.arange(1, 80, 2), tracks[0])


def test_a_person_lost_for_long_is_another_one() -> None:
    """Whoever comes after two seconds may be anybody; glimpses are left out."""
    path = person(np.tile([600.0, 500.0], (40, 1)), 400.0)
    other = person(np.tile([100.0, 500.0], (40, 1)), 300.0)
    points = np.concatenate((path, other[:1], other))
    frames = np.concatenate((np.arange(40), [20], 100 + np.arange(40)))
    order = np.argsort(frames, kind="stable")

    tracks = tell_apart(points[order], frames[order], 30.0)

    assert [len(t) for t in tracks] == [40, 40]


def test_nobody_gives_no_tracks() -> None:
    """Frames without a point hold no person."""
    assert tell_apart(np.full((5, 4, 2), np.nan), np.arange(5), 30.0) == []
