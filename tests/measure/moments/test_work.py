"""Who gives and who takes up work."""

import numpy as np
import pytest

from backstride.measure.force.contacts import Contacts
from backstride.measure.moments import JointMoments, contact_work
from backstride.measure.moments.work import GROUPS, JOINTS

RATE_HZ = 200.0
TIME_S = np.arange(400) / RATE_HZ


def contacts(travel: float = 1.0) -> Contacts:
    """Return two contacts of the left foot and one of the right in between."""
    return Contacts(
        step=np.array([0, 1, 2]),
        side=np.array([0, 1, 0]),
        start_s=np.array([0.2, 0.6, 1.0]),
        end_s=np.array([0.5, 0.9, 1.3]),
        whole=np.ones(3, dtype=np.bool_),
        travel=np.full(3, travel),
    )


def moments(knee: float) -> JointMoments:
    """Return steady knee moments of both legs, and none elsewhere."""
    none = np.zeros((2, len(TIME_S)))
    return JointMoments(none, none + knee, none)


def angles(knee_deg_per_s: float) -> dict[str, np.ndarray]:
    """Return knees that bend steadily and other joints that rest."""
    return {
        f"{joint}_{side}": knee_deg_per_s * TIME_S if joint == "knee" else 0.0 * TIME_S
        for joint in JOINTS
        for side in ("left", "right")
    }


@pytest.mark.parametrize(
    ("moment", "bending", "kind", "group"),
    [
        (2.0, -100.0, "given", "extensors"),
        (2.0, 100.0, "taken", "extensors"),
        (-2.0, 100.0, "given", "flexors"),
        (-2.0, -100.0, "taken", "flexors"),
    ],
)
def test_the_sign_of_moment_and_movement_tells_who_works(
    moment: float, bending: float, kind: str, group: str
) -> None:
    """Moment times angle: 2 N m/kg over 30 degrees in 0.3 s of contact."""
    found = contact_work(moments(moment), angles(bending), TIME_S, RATE_HZ, contacts())

    expected = 2.0 * np.radians(30.0)
    table = {"given": found.given, "taken": found.taken}
    assert np.allclose(expected, table[kind]["knee", group, "contact"], rtol=0.01)
    rest = sum(
        float(amount[joint, own, "contact"].sum())
        for name, amount in table.items()
        for joint in JOINTS
        for own in GROUPS
        if (name, joint, own) != (kind, "knee", group)
    )
    assert 0.0 == pytest.approx(rest, abs=1e-6)


def test_swing_lasts_to_the_next_landing_of_the_same_foot() -> None:
    """Half a second for the left foot's first, unknown for contacts without a next."""
    found = contact_work(moments(2.0), angles(-100.0), TIME_S, RATE_HZ, contacts())

    swing = found.given["knee", "extensors", "swing"]
    assert 2.0 * np.radians(50.0) == pytest.approx(swing[0], rel=0.01)
    assert np.isnan(swing[1:]).all()


def test_work_is_not_given_where_a_moment_is_missing() -> None:
    """A single lost sample in a contact leaves the whole contact open."""
    own = moments(2.0)
    own.knee_nm_per_kg[0, 70] = np.nan  # at 0.35 s

    found = contact_work(own, angles(-100.0), TIME_S, RATE_HZ, contacts())

    given = found.given["knee", "extensors", "contact"]
    assert np.isnan(given[0])
    assert np.isfinite(given[1:]).all()
