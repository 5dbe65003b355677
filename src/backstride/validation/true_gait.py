"""Step frequency and its kin of a simulated runner, from what it really did."""

from itertools import pairwise

import numpy as np

from backstride.measure import Measurement
from backstride.simulate import Truth

_MATCH_S = 0.15  # between a landing that was found and the true one; landings are 0.3 s apart

_LONGEST_STEP_S = 1.2  # landings further apart have a rest in between


def true_gait(truth: Truth, way: str, found: Measurement) -> dict[str, float]:
    """Return means over the steps of a walk or run in one direction, named as a measurement's.

    Of the steps that were measured, of which a measurement's figures speak; distance is that of the
    whole direction. NaN where there are no steps.
    """
    landings = np.array([s.initial_contact_s for s in found.steps if s.direction == way])
    landings = landings[np.isfinite(landings)]
    steps = [
        s
        for s in truth.steps
        if s.direction == way
        and s.gait != "other"
        and np.isfinite(s.initial_contact_s)
        and (np.abs(landings - s.initial_contact_s) < _MATCH_S).any()
    ]
    pairs = [
        (a, b)
        for a, b in pairwise(steps)
        if a.side != b.side and b.initial_contact_s - a.initial_contact_s < _LONGEST_STEP_S
    ]
    strides = [
        (a, b, c)
        for (a, b), (_, c) in pairwise(pairs)
        if a.side == c.side and c.initial_contact_s > b.initial_contact_s
    ]
    step_s = _mean([b.initial_contact_s - a.initial_contact_s for a, b in pairs])
    contact = [s.terminal_contact_s - s.initial_contact_s for s in steps]
    total = {str(d): t.distance_m for d, t in truth.by_direction.items()}
    return {
        "step_frequency_hz": 1.0 / step_s,
        "step_length_m": _mean([b.length_m for _, b in pairs]),
        "stride_length_m": _mean([b.length_m + c.length_m for _, b, c in strides]),
        "contact_time_s": _mean(contact),
        "flight_time_s": _mean([b.initial_contact_s - a.terminal_contact_s for a, b in pairs]),
        "duty_factor": _mean(
            [
                (a.terminal_contact_s - a.initial_contact_s)
                / (c.initial_contact_s - a.initial_contact_s)
                for a, _, c in strides
            ]
        ),
        "distance_m": total.get(way, np.nan),
    }


def true_ranges(truth: Truth, way: str) -> dict[str, float]:
    """Return the mean range of the left leg's joints over the strides of one direction."""
    return {
        f"{joint}_range_deg": _mean(
            [r.range_deg for r in truth.joints.get(f"{joint}_left", ()) if r.direction == way]
        )
        for joint in ("knee", "hip", "ankle")
    }


def _mean(values: list[float]) -> float:
    finite = [v for v in values if np.isfinite(v)]
    return float(np.mean(finite)) if finite else float("nan")
