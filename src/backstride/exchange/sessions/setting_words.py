"""Effort, surface, slope and load of a step in words for people."""

from collections.abc import Iterator

from backstride.training.session import Effort, Step

_AFTER = {
    "effort_percent": "% effort",
    "heart_rate_percent": "% of highest heart rate",
    "speed_mps": " m/s",
    "rpe": "",
}


def effort_words(effort: Effort) -> str:
    """Return an effort such as "easy", "RPE 3 to 4" or "80% effort"."""
    if effort.kind == "named":
        return effort.word
    bounds = f"{effort.low:.6g}"
    if effort.high != effort.low:
        bounds += f" to {effort.high:.6g}"
    return f"{'RPE ' if effort.kind == 'rpe' else ''}{bounds}{_AFTER[effort.kind]}"


def setting_words(step: Step) -> Iterator[str]:
    """Yield what a step says of surface, slope and load."""
    if step.surface is not None:
        yield f"on {step.surface}"
    if step.incline_percent is not None:
        toward = "uphill" if step.incline_percent > 0 else "downhill"
        slope = f"{toward} {abs(step.incline_percent):.6g}%"
        yield slope if step.incline_percent else "level"
    if step.load is not None:
        load = step.load
        mass = "" if load.kg is None else f" {load.kg:.6g} kg"
        share = load.body_mass_percent
        yield f"{load.kind}{mass}" + ("" if share is None else f" {share:.6g}% of body mass")
