"""Placements in the words of people."""

import itertools

import numpy as np
import pytest

from backstride.errors import SettingsError
from backstride.inertial.wearing import AXES, SITE_WORDS, WAYS_OF_WEARING, parse_placement
from backstride.motion.inertial import Placement


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("foot_left", Placement("foot", "left", said=True)),
        ("left foot", Placement("foot", "left", said=True)),
        ("Shoe-Right", Placement("foot", "right", said=True)),
        ("foot", Placement("foot", said=True)),
        ("lumbar", Placement("waist", said=True)),
        ("hip_left", Placement("waist", said=True)),
        ("waist:-z", Placement("waist", forward_axis=(0.0, 0.0, -1.0), said=True)),
        ("chest: x", Placement("chest", forward_axis=(1.0, 0.0, 0.0), said=True)),
        ("foot_left:+y", Placement("foot", "left", (0.0, 1.0, 0.0), said=True)),
        ("watch_left", Placement("wrist", "left", said=True)),
        ("unknown", Placement()),
    ],
)
def test_words_are_understood(text: str, wanted: Placement) -> None:
    """Sites, sides, axes; case and separators do not matter."""
    assert wanted == parse_placement(text)


def test_the_same_way_of_wearing_seen_from_the_other_side_is_the_opposite() -> None:
    """Screen in instead of out, or back instead of front, turns the axis round."""
    for out, turned in (("screen_out", "screen_in"), ("belt_front", "belt_back")):
        for name in WAYS_OF_WEARING:
            other = name.replace(out, turned)
            if out in name and other in WAYS_OF_WEARING:
                a, b = WAYS_OF_WEARING[name].forward_axis, WAYS_OF_WEARING[other].forward_axis
                assert np.allclose(np.array(a), -np.array(b)), name


@pytest.mark.parametrize("name", [n for n in WAYS_OF_WEARING if "top_up" in n])
def test_forward_of_a_phone_on_a_side_is_right_handed(name: str) -> None:
    """Up (y) times what the screen looks at (z) is the phone's right (x)."""
    forward, left, up = np.eye(3)
    looks = left if "left" in name else -left
    looks = -looks if "screen_in" in name else looks
    x = np.cross(up, looks)
    axis = WAYS_OF_WEARING[name].forward_axis

    assert axis is not None
    assert np.allclose(axis[0] * x + axis[1] * up + axis[2] * looks, forward)


def test_every_word_with_every_axis_is_understood() -> None:
    """And said by a person, except where it says nothing."""
    for word, axis in itertools.product(SITE_WORDS, AXES):
        placement = parse_placement(f"{word}:{axis}")

        assert SITE_WORDS[word] == placement.site
        assert AXES[axis] == placement.forward_axis
    for name, placement in WAYS_OF_WEARING.items():
        assert placement == parse_placement(name)


@pytest.mark.parametrize(
    "text", ["", "knee", "waist:", "waist:w", "waist:xx", "belt_front:+z", "😀"]
)
def test_a_wrong_one_lists_what_is_possible(text: str) -> None:
    """Or is empty after the colon, which is no axis."""
    if text == "waist:":
        assert Placement("waist", said=True) == parse_placement(text)
        return
    with pytest.raises(SettingsError) as caught:
        parse_placement(text)
    assert "belt_front_screen_out" in str(caught.value) or "+x" in str(caught.value)
