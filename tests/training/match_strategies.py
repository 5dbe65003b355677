"""What matches may ask of a player, for tests: one usual match, and any that a file can hold."""

from typing import Any

from hypothesis import strategies as st

from backstride.estimate import Estimate
from backstride.training.match_targets import UNITS, MatchTargets

_USUAL = {
    "backward_s": 120.0,
    "backward_m": 310.0,
    "backward_run_s": 104.0,
    "backward_run_m": 285.0,
    "backward_mean_mps": 2.6,
    "backward_peak_mps": 5.9,
    "bouts": 42.0,
    "bout_s": 1.45,
    "longest_bout_s": 5.9,
    "turned_forward": 31.0,
    "recoveries": 4.0,
}
_NOT_ESTIMATED = ("bouts", "bout_s", "longest_bout_s", "turned_forward", "recoveries")


def usual_targets(facing: Any = "measured", times: float = 1.0) -> MatchTargets:
    """Return a defender's match, so many times over in all but speed, known to a tenth or a half.

    Estimated targets know no bouts, turns or peak, as a feed without orientation.
    """
    width = 0.1 if facing == "measured" else 0.5
    known = {
        key: value * (1 if UNITS[key] == "m/s" else times)
        for key, value in _USUAL.items()
        if facing == "measured" or key not in (*_NOT_ESTIMATED, "backward_peak_mps")
    }
    return MatchTargets(
        player="home 4",
        team="home",
        position="defender",
        facing=facing,
        matches=3,
        seen_s=5400.0,
        per_match={
            key: Estimate(value, (1 - width) * value, (1 + width) * value, UNITS[key], facing)
            for key, value in known.items()
        },
    )


@st.composite
def targets(draw: st.DrawFn) -> MatchTargets:
    """Any targets that can be read."""
    facing: Any = draw(st.sampled_from(("measured", "estimated")))
    keys = draw(st.sets(st.sampled_from(sorted(UNITS))))
    keys |= {draw(st.sampled_from(("backward_s", "backward_run_s")))}
    per_match = {}
    for key in sorted(keys):
        most = {"s": 900.0, "m": 3000.0, "m/s": 12.0, "": 200.0}[UNITS[key]]
        low, value, high = sorted(draw(st.floats(0.0, most)) for _ in range(3))
        per_match[key] = Estimate(value, low, high, UNITS[key], facing)
    return MatchTargets(
        player="A. Back",
        facing=facing,
        matches=draw(st.integers(1, 40)),
        seen_s=draw(st.floats(0, 7200)),
        per_match=per_match,
        notes=tuple(draw(st.lists(st.just("One match says little of the next."), max_size=2))),
    )
