"""Names of directions, bouts, quantities and bases as a person reads them."""

from backstride.measure.measurement import Bout, Gait

BASIS_WORDS = {
    "measured": "measured by the recording itself",
    "estimated": "estimated by a model",
    "declared": "declared by a plan, a lap name or a person",
    "unknown": "not known",
}

METHOD_WORDS = {
    "plates": "force plates",
    "whole body": "the movement of the whole body",
    "contact and flight": "contact and flight time",
    "published": "studies of other people",
}
"""How the force of the ground came to be known."""

DIRECTION_ORDER = ("backward", "forward", "left", "right", "transition", "unknown", "still")

ADJECTIVES = {
    "backward": "backward",
    "forward": "forward",
    "left": "leftward",
    "right": "rightward",
}
_LABEL = {
    **{d: d for d in ("backward", "forward", "left", "right")},
    "transition": "between directions",
    "unknown": "direction unknown",
    "still": "standing",
    "unseen": "out of view",
}
GAITS: dict[Gait, str] = {"run": "running", "walk": "walking", "other": "movement"}
_NAMES = {
    "contact_s": "contact time",
    "contact_time_s": "contact time",
    "flight_s": "flight time",
    "flight_time_s": "flight time",
    "step_frequency_hz": "step frequency",
    "range_deg": "range",
    "minimum_deg": "smallest",
    "maximum_deg": "largest",
    "mean_deg": "mean",
    "peak_vertical_force_bw": "peak ground force",
    "peak_vertical_force_n": "peak ground force",
    "vertical_impulse_bw_s": "ground force over a contact",
    "peak_patellofemoral_force_bw": "peak load behind the kneecap",
    "peak_patellofemoral_force_n": "peak load behind the kneecap",
    "patellofemoral_impulse_bw_s": "load behind the kneecap over a contact",
    "peak_patellofemoral_stress_mpa": "peak stress behind the kneecap",
    "expected_peak_patellofemoral_force_bw": "load behind the kneecap in other people",
    "peak_achilles_force_bw": "peak pull of the Achilles tendon",
    "peak_achilles_force_n": "peak pull of the Achilles tendon",
    "achilles_impulse_bw_s": "pull of the Achilles tendon over a contact",
    "peak_ankle_moment_nm_per_kg": "peak ankle moment",
    "peak_knee_moment_nm_per_kg": "peak knee moment",
    "peak_hip_moment_nm_per_kg": "peak hip moment",
    "total_vertical_impulse_bw_s": "ground force over all contacts",
    "total_patellofemoral_impulse_bw_s": "load behind the kneecap over all contacts",
    "total_achilles_impulse_bw_s": "pull of the Achilles tendon over all contacts",
    "energy_kj_per_kg": "energy per kilogram",
    "energy_kj": "energy",
    "energy_kcal": "energy",
    "oxygen_uptake_ml_kg_min": "oxygen uptake",
    "metabolic_equivalent_met": "times the cost of rest",
    "cost_of_transport_j_kg_m": "cost of a metre, above rest",
    "heart_rate_bpm": "heart rate",
    "step_frequency_spm": "step frequency",
    "distance_m": "distance",
}
_UNIT_SUFFIXES = ("s", "m", "mps", "deg", "dps", "hz", "spm", "n", "nm", "kg", "bw", "w", "j", "c")


def direction_label(direction: str) -> str:
    """Return a direction as a label."""
    return _LABEL.get(direction, direction)


def direction_adjective(direction: str) -> str:
    """Return a direction as an adjective, which "left" and "right" limbs cannot be mixed with."""
    return ADJECTIVES.get(direction, direction_label(direction))


def bout_label(bout: Bout) -> str:
    """Return what a bout is, for example ``"backward run"``."""
    label = direction_adjective(bout.direction)
    if bout.gait == "other" or bout.direction == "transition":
        return label
    return f"{bout.gait}, {label}" if bout.direction == "unknown" else f"{label} {bout.gait}"


def quantity(name: str) -> str:
    """Return the name of a quantity without its unit suffix, as words."""
    if name in _NAMES:
        return _NAMES[name]
    words = name.split("_")
    if words[-1] in ("left", "right"):
        words = [words[-1], *words[:-1]]
    if len(words) > 1 and words[-1] in _UNIT_SUFFIXES:
        words.pop()
    return " ".join(words)
