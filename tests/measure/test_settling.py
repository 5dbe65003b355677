"""Stretches that graze a sector: the quick way gives what the plain rule gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.measure.direction import Labels, segments
from backstride.measure.settings import DEFAULTS
from backstride.measure.settling import settle
from backstride.motion.arrays import Floats

SECTORS = {"forward": (0.0, 45.0), "left": (45.0, 135.0), "right": (45.0, 135.0)}
"""From where to where the size of the angle is in a sector; backward has no upper border."""

angles = st.lists(st.integers(-180, 180), min_size=1, max_size=40)


def sector(angle_deg: float) -> str:
    """Return the sector of one angle."""
    if abs(angle_deg) < 45:
        return "forward"
    if abs(angle_deg) > 135:
        return "backward"
    return "left" if angle_deg > 0 else "right"


def depth(label: str, angle_deg: Floats) -> float:
    """Return how far past the nearest border of its sector a stretch gets."""
    size = np.abs(angle_deg)
    if label == "backward":
        return float((size - 135).max())
    low, high = SECTORS[label]
    return float(np.minimum(size - low if low else np.inf, high - size).max())


def plainly_settled(labels: Labels, angle_deg: Floats) -> Labels:
    """Return the labels by the rule as it is said: the shallowest stretch first, over and over."""
    labels = labels.copy()
    while len(parts := segments(labels)) > 1:
        depths = [depth(label, angle_deg[a:b]) for a, b, label in parts]
        weakest = int(np.argmin(depths))
        if depths[weakest] >= DEFAULTS.hysteresis_deg:
            break
        a, b, _ = parts[weakest]
        before = labels[a - 1] if a else labels[b]
        after = labels[b] if b < len(labels) else before
        labels[a : (a + b) // 2], labels[(a + b) // 2 : b] = before, after
    return labels


@given(angles)
def test_it_is_the_plain_rule(degrees: list[int]) -> None:
    """Whatever the angles, each sample gets the label that the rule gives it."""
    angle = np.array(degrees, dtype=float)
    labels = np.array([sector(a) for a in degrees], dtype="<U10")

    assert plainly_settled(labels, angle).tolist() == settle(labels, angle, DEFAULTS).tolist()


@pytest.mark.parametrize("samples", [1, 2, 4000])
def test_noise_about_a_border_is_one_stretch(samples: int) -> None:
    """Thousands of grazes leave nothing but what surrounds them."""
    angle = np.resize([44.0, 46.0], samples)
    labels = np.array([sector(a) for a in angle], dtype="<U10")

    assert 1 == len(segments(settle(labels, angle, DEFAULTS)))
