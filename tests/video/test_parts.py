"""Small parts of the way from a picture to people: squares, anchors, clocks, joining."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.motion.arrays import Floats
from backstride.video.clothes import colours, unlike, usual
from backstride.video.crops import Picture, Square, sample, upright_square
from backstride.video.detector import Found, anchors, apart, decode
from backstride.video.even import even_clock, onto
from backstride.video.joining import join
from backstride.video.landmarks import Seen, sharpened
from backstride.video.networks import CANDIDATES, HEAT_SIDE
from backstride.video.tracker import Track
from tests.video.films import pattern

numbers = st.floats(-500.0, 500.0)


def coloured(width: int, height: int) -> Picture:
    """Return a picture of four channels that is smooth, so that interpolation can be checked."""
    y, x = np.mgrid[0:height, 0:width]
    return np.ascontiguousarray(
        np.stack([x % 256, y % 256, 0 * x, 255 + 0 * x], 2).astype(np.uint8)
    )


@given(numbers, numbers, st.floats(5.0, 500.0), st.floats(0.0, 6.0))
def test_upright_square_has_the_rim_above_its_middle(
    x: float, y: float, radius: float, angle: float
) -> None:
    """Whatever way a body leans, the point above its head comes to stand above its middle."""
    rim = np.array([x + radius * np.sin(angle), y - radius * np.cos(angle)])
    square = upright_square(np.array([x, y]), rim, 1.25)
    assert square.side_px == pytest.approx(2.5 * radius)
    np.testing.assert_allclose(square.to_picture(np.array([0.5, 0.1])), rim, atol=1e-6)


def test_square_is_sampled_between_pixels() -> None:
    """Colours that grow evenly are what bilinear reading gives back exactly."""
    picture = coloured(200, 150)
    seen = sample(picture, Square(90.0, 70.0, 60.0, 0.4), 32)
    inside = (np.arange(32) + 0.5) / 32
    u, v = np.meshgrid(inside, inside)
    expected = Square(90.0, 70.0, 60.0, 0.4).to_picture(np.stack([u, v], axis=-1)) - 0.5
    np.testing.assert_allclose(seen[..., :2], expected, atol=1e-3)


def test_square_beyond_the_border_repeats_it() -> None:
    """A square half outside the picture is filled, not refused."""
    seen = sample(coloured(200, 150), Square(0.0, 75.0, 100.0), 16)
    assert np.all(seen[:, :8, 0] == 0.0)
    assert np.all(np.isfinite(seen))


def test_anchors_are_those_of_the_network() -> None:
    """2254 middles: 28 × 28 twice, 14 × 14 twice, 7 × 7 six times."""
    middles = anchors()
    assert (CANDIDATES, 2) == middles.shape
    np.testing.assert_allclose(middles[0], [0.5 / 28, 0.5 / 28])
    np.testing.assert_allclose(middles[2], [1.5 / 28, 0.5 / 28])
    np.testing.assert_allclose(middles[2 * 28 * 28], [0.5 / 14, 0.5 / 14])
    np.testing.assert_allclose(middles[-1], [6.5 / 7, 6.5 / 7])


def test_overlapping_candidates_are_one_person() -> None:
    """Two that overlap give their mean, weighted by score; one far away is another person."""
    middles = np.full((3, 2), 0.5)
    boxes = np.zeros((3, 12), dtype=np.float32)
    boxes[:, 2:4] = 40.0
    boxes[1, :2] = boxes[1, 4:6] = 4.0
    boxes[2, :2] = boxes[2, 4:6] = 90.0
    scores = np.array([2.0, 2.0, 1.0], dtype=np.float32)
    people = decode(boxes, scores, middles)
    assert len(people) == 2
    np.testing.assert_allclose(people[0][0][0], [114.0, 114.0])
    np.testing.assert_allclose(people[1][0][0], [202.0, 202.0])
    assert decode(boxes, scores - 10.0, middles) == []


def test_person_seen_in_two_looks_counts_once() -> None:
    """The surer of two looks at one body stays."""
    found = [
        Found(Square(100.0, 100.0, 200.0), 0.6),
        Found(Square(110.0, 100.0, 220.0), 0.9),
        Found(Square(400.0, 100.0, 200.0), 0.7),
    ]
    assert [0.9, 0.7] == [one.score for one in apart(found, 0.2)]


def test_sure_heat_moves_a_point_and_unsure_heat_does_not() -> None:
    """The mean place of warm cells near a point, where one of them is sure."""
    heat = np.full((HEAT_SIDE, HEAT_SIDE, 3), -20.0, dtype=np.float32)
    heat[30, 21, 0] = 5.0
    heat[30, 21, 1] = -3.0
    points = np.array([[20.4, 29.6], [20.4, 29.6], [-9.0, 80.0]]) / HEAT_SIDE
    moved = sharpened(points, heat)
    np.testing.assert_allclose(moved[0] * HEAT_SIDE, [21.0, 30.0], atol=1e-3)
    np.testing.assert_allclose(moved[1:], points[1:])


@given(st.lists(st.floats(0.01, 0.05), min_size=3, max_size=40))
def test_straight_paths_stay_straight_on_an_even_clock(steps: list[float]) -> None:
    """Whatever the frame times, an even movement stays one, and no time is invented."""
    time_s = np.cumsum(steps)
    clock = even_clock(time_s)
    assert clock[0] == pytest.approx(time_s[0])
    assert len(clock) < 2 or np.ptp(np.diff(clock)) < 1e-9
    path = (3.0 + 7.0 * time_s)[None, :, None]
    moved = onto(clock, time_s, path)[0, :, 0]
    known = np.isfinite(moved)
    usual_step = float(np.median(np.diff(time_s)))
    inside = np.minimum(clock, time_s[-1])
    np.testing.assert_allclose(
        moved[known], 3.0 + 7.0 * inside[known], atol=7.0 * 0.26 * usual_step
    )


def test_one_dropped_frame_is_bridged_and_three_are_a_gap() -> None:
    """A line over one missing frame; NaN where a foot could have come down and left."""
    time_s = np.array([0, 1, 2, 4, 5, 6, 10, 11, 12]) / 30
    clock = even_clock(time_s)
    moved = onto(clock, time_s, time_s[None, :, None])[0, :, 0]
    assert len(clock) == 13
    assert moved[3] == pytest.approx(3 / 30)
    assert [7, 8, 9] == np.flatnonzero(~np.isfinite(moved)).tolist()


def body(x: float, y: float) -> Floats:
    """Return points (33, 2) of somebody upright, 150 pixels tall."""
    points = np.zeros((33, 2))
    places = {11: (-15, -50), 12: (15, -50), 23: (-10, 0), 24: (10, 0), 25: (-10, 40), 26: (10, 40)}
    places |= {27: (-10, 80), 28: (10, 80)}
    for number, place in places.items():
        points[number] = place
    points += np.array([x, y])
    return points


def track(frames: range, start: float, shirt: float) -> Track:
    """Return somebody in a shirt of one brightness, who walks 6 pixels per frame."""
    x = [start + 6.0 * i for i in range(len(frames))]
    return Track(
        list(frames),
        [Seen(body(at, 200.0), np.ones(33), 1.0, Square(at, 200.0, 200.0)) for at in x],
        [np.full((3, 3), shirt) for _ in x],
    )


TIME_S = np.arange(60) / 30
STILL = np.zeros((60, 2))


def test_hidden_walker_is_joined_and_somebody_in_other_clothes_is_not() -> None:
    """After ten hidden frames, where she was heading and what she wears say who she is."""
    before = track(range(20), 100.0, 0.5)
    after = track(range(30, 50), 280.0, 0.5)
    other = track(range(30, 50), 285.0, 0.8)
    people = join([before, other, after], TIME_S, STILL)
    assert 2 == len(people)
    assert [before, after] in people


def test_walker_far_from_her_heading_is_somebody_else() -> None:
    """The same clothes ten body heights away a third of a second later are another person."""
    before = track(range(20), 100.0, 0.5)
    after = track(range(30, 50), 1780.0, 0.5)
    assert 2 == len(join([before, after], TIME_S, STILL))


def test_clothes_are_known_again() -> None:
    """Colours are taken from trunk, thighs and shanks, and are unknown outside the picture."""
    picture = np.repeat(pattern(400, 400)[..., None], 4, axis=2)
    picture[140:200, 180:220] = 200
    picture[205:236, 188:212] = 50
    seen = colours(picture, body(200.0, 200.0))
    np.testing.assert_allclose(seen[0], 200 / 255)
    np.testing.assert_allclose(seen[1], 50 / 255)
    assert np.all(np.isnan(colours(picture, body(-900.0, 0.0))))
    middle, stray = usual([seen, seen, seen])
    assert 0.0 == stray == unlike(middle, seen)
