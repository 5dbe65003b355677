"""What is compared: where each quantity stands in a measurement."""

from collections.abc import Callable, Mapping
from math import hypot

from backstride.estimate import Estimate
from backstride.measure.compare.comparison import Topic
from backstride.measure.measurement import Direction, Measurement

Reading = Callable[[Measurement, Direction], Estimate | None]

Group = tuple[str, str]
"""A joint and the muscles on one side of it, as ``JointWork`` names them."""

KNEE_EXTENSORS: Group = ("knee", "extensors")
HIP_FLEXORS: Group = ("hip", "flexors")
CALF: Group = ("ankle", "plantar flexors")
POSTERIOR: tuple[Group, Group] = (("hip", "extensors"), ("knee", "flexors"))
"""Glutes and hamstrings turn the hip backward, hamstrings the knee; moments cannot part them."""


def _gait(name: str) -> Reading:
    return lambda measurement, direction: measurement.gait.get(direction, {}).get(name)


def _range(joint: str) -> Reading:
    def read(measurement: Measurement, direction: Direction) -> Estimate | None:
        joints = measurement.joints.get(direction, {})
        sides = [
            found["range_deg"]
            for side in ("left", "right")
            if (found := joints.get(f"{joint}_{side}")) is not None
        ]
        return _both_sides(sides) if sides else None

    return read


def _lean(measurement: Measurement, direction: Direction) -> Estimate | None:
    return measurement.joints.get(direction, {}).get("trunk_lean", {}).get("mean_deg")


def _load(name: str) -> Reading:
    def read(measurement: Measurement, direction: Direction) -> Estimate | None:
        if measurement.load is None or direction not in measurement.load.by_direction:
            return None
        return measurement.load.by_direction[direction].figures.get(name)

    return read


def share_of_work(kind: str, *groups: Group) -> Reading:
    """Return a reading of the share that some muscles have in what all joints do in contact.

    Parameters
    ----------
    kind : {"given", "taken"}
        What propels, or what brakes.
    groups : Group
        Their ends of intervals add, since how they hang together is not known.
    """

    def read(measurement: Measurement, direction: Direction) -> Estimate | None:
        if measurement.load is None or direction not in measurement.load.by_direction:
            return None
        work = measurement.load.by_direction[direction].work
        if not all(joint in work and group in work[joint].groups for joint, group in groups):
            return None
        parts = [work[joint].groups[group].get(f"share_of_{kind}") for joint, group in groups]
        found = [part for part in parts if part is not None]
        return _sum(found) if len(found) == len(groups) else None

    return read


def _load_per_metre(measurement: Measurement, direction: Direction) -> Estimate | None:
    """Return what the steps of a metre press on the kneecap together, in body weights × s / m."""
    each = _load("patellofemoral_impulse_bw_s")(measurement, direction)
    length = measurement.gait.get(direction, {}).get("step_length_m")
    if each is None or length is None or each.value <= 0 or length.low <= 0:
        return None
    value = each.value / length.value
    of_length = (length.high - length.low) / 2 / length.value
    below = value * hypot((each.value - each.low) / each.value, of_length)
    above = value * hypot((each.high - each.value) / each.value, of_length)
    sources = tuple(dict.fromkeys(each.sources + length.sources))
    return Estimate(value, max(0.0, value - below), value + above, "BW s/m", "estimated", sources)


def _energy(name: str) -> Reading:
    def read(measurement: Measurement, direction: Direction) -> Estimate | None:
        if measurement.energy is None:
            return None
        return measurement.energy.by_direction.get(direction, {}).get(name)

    return read


READINGS: Mapping[str, tuple[Topic, Reading]] = {
    "step_frequency": ("steps", _gait("step_frequency_hz")),
    "step_length": ("steps", _gait("step_length_m")),
    "contact_time": ("steps", _gait("contact_time_s")),
    "flight_time": ("steps", _gait("flight_time_s")),
    "duty_factor": ("steps", _gait("duty_factor")),
    "foot_strike": ("steps", _gait("forefoot_landing_share")),
    "knee_range": ("joints", _range("knee")),
    "hip_range": ("joints", _range("hip")),
    "ankle_range": ("joints", _range("ankle")),
    "trunk_lean": ("joints", _lean),
    "peak_vertical_force": ("load", _load("peak_vertical_force_bw")),
    "knee_moment": ("load", _load("peak_knee_moment_nm_per_kg")),
    "patellofemoral_compression": ("load", _load("peak_patellofemoral_force_bw")),
    "knee_load_per_distance": ("load", _load_per_metre),
    "achilles_force": ("load", _load("peak_achilles_force_bw")),
    "knee_extensor_propulsion": ("propulsion", share_of_work("given", KNEE_EXTENSORS)),
    "posterior_chain_propulsion": ("propulsion", share_of_work("given", *POSTERIOR)),
    "hip_flexor_propulsion": ("propulsion", share_of_work("given", HIP_FLEXORS)),
    "calf_propulsion": ("propulsion", share_of_work("given", CALF)),
    "knee_extensor_braking": ("propulsion", share_of_work("taken", KNEE_EXTENSORS)),
    "calf_braking": ("propulsion", share_of_work("taken", CALF)),
    "energy_cost": ("energy", _energy("cost_of_transport_j_kg_m")),
    "energy_per_minute": ("energy", _energy("oxygen_uptake_ml_kg_min")),
}
"""Quantities by the names under which research's expectations stand."""


_COMMON = {
    "knee_moment": "peak_knee_moment_nm_per_kg",
    "patellofemoral_compression": "peak_patellofemoral_force_bw",
    "achilles_force": "peak_achilles_force_bw",
    "knee_load_per_distance": "patellofemoral_impulse_bw_s",
}
"""Loads by quantity that err the same way in both directions, since joints lie under the skin where
they do, and a knee is as unlike the model backward as it is forward."""


def common_error(quantity: str, measurement: Measurement, direction: Direction) -> float:
    """Return the standard error of a reading that the other direction has too, in its unit."""
    name, load = _COMMON.get(quantity), measurement.load
    if name is None or load is None or direction not in load.by_direction:
        return 0.0
    of_load = load.by_direction[direction].common.get(name, 0.0)
    if quantity != "knee_load_per_distance":
        return of_load
    length = measurement.gait.get(direction, {}).get("step_length_m")
    return of_load / length.value if length is not None and length.value > 0 else 0.0


def _both_sides(sides: list[Estimate]) -> Estimate:
    """Return the mean of left and right, with an interval that covers both."""
    return Estimate(
        sum(s.value for s in sides) / len(sides),
        min(s.low for s in sides),
        max(s.high for s in sides),
        sides[0].unit,
        sides[0].basis,
        sides[0].sources,
    )


def _sum(parts: list[Estimate]) -> Estimate:
    value = sum(p.value for p in parts)
    high = max(value, min(1.0, sum(p.high for p in parts)))
    sources = tuple(dict.fromkeys(s for p in parts for s in p.sources))
    return Estimate(value, sum(p.low for p in parts), high, "", "estimated", sources)
