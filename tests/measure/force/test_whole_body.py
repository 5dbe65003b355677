"""Force from the movement of the whole body, on movements whose force is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from backstride.measure.force.around import BANDWIDTH_HZ, LOOK_BEYOND_S, look
from backstride.measure.force.body import CentreOfMass
from backstride.measure.force.contacts import Contacts
from backstride.measure.force.segments import G_MPS2
from backstride.measure.force.whole_body import whole_body_force
from backstride.motion.arrays import Floats

RATE_HZ = 150.0


def bouncing(contact_s: float, flight_s: float, noise_m: float) -> tuple[Floats, Floats, Contacts]:
    """Return times, a bouncing mass that moves ahead at 3 m/s, and its contacts."""
    step_s = contact_s + flight_s
    count = 9
    time = np.arange(round((count * step_s) * RATE_HZ)) / RATE_HZ
    start = flight_s / 2 + step_s * np.arange(count)
    fine = np.arange(0.0, time[-1], 1e-4)
    gone = ((fine - flight_s / 2) % step_s) / contact_s
    push = np.where(gone < 1, np.pi / 2 * step_s / contact_s * np.sin(np.pi * gone), 0.0)
    gain = G_MPS2 * (push - 1.0)
    speed = np.cumsum(gain) * 1e-4
    height = np.cumsum(speed - speed.mean()) * 1e-4
    rng = np.random.default_rng(1)
    place = np.column_stack((3.0 * time, 0.0 * time, 1.0 + np.interp(time, fine, height)))
    place += noise_m * rng.standard_normal(place.shape)
    inside = start + contact_s < time[-1]
    contacts = Contacts(
        step=np.arange(inside.sum()),
        side=np.arange(inside.sum()) % 2,
        start_s=start[inside],
        end_s=start[inside] + contact_s,
        whole=np.ones(inside.sum(), dtype=np.bool_),
        travel=np.ones(inside.sum()),
    )
    return time, place, contacts


def force_of(time: Floats, place: Floats, contacts: Contacts) -> Floats:
    """Return the force found when nothing is known of where the feet press."""
    nowhere = np.full((len(time), 3), np.nan)
    mass = CentreOfMass(place, "trunk and arms")
    return whole_body_force(mass, time, np.zeros(len(time)), contacts, (nowhere, nowhere))


@hypothesis_settings(max_examples=15)
@given(st.floats(0.12, 0.32), st.floats(0.03, 0.15))
def test_a_bounce_gives_back_its_force(contact_s: float, flight_s: float) -> None:
    """Peak within 5 %, nothing in flight, and weight in the mean, at any rhythm."""
    time, place, contacts = bouncing(contact_s, flight_s, 0.0)

    force = force_of(time, place, contacts)
    total = force[..., 1].sum(axis=0) / G_MPS2

    first, last = contacts.start_s[2], contacts.start_s[6]
    within = (time >= first) & (time < last)
    assert np.pi / 2 * (1 + flight_s / contact_s) == pytest.approx(total[within].max(), rel=0.05)
    assert 1.0 == pytest.approx(total[within].mean(), abs=0.05)
    flying = (time > contacts.end_s[3] + 1e-9) & (time < contacts.start_s[4] - 1e-9)
    assert (total[flying] == 0.0).all()


def test_noise_of_markers_hardly_moves_the_peak() -> None:
    """Nothing is differentiated: 2 mm of white noise change peaks by a few percent."""
    time, place, contacts = bouncing(0.22, 0.1, 0.002)

    force = force_of(time, place, contacts)
    peaks = [
        force[
            contacts.side[k], (time >= contacts.start_s[k]) & (time <= contacts.end_s[k]), 1
        ].max()
        for k in range(1, 7)
    ]

    expected = np.pi / 2 * (1 + 0.1 / 0.22) * G_MPS2
    assert np.allclose(expected, peaks, rtol=0.08)


def test_a_contact_out_of_view_is_not_given() -> None:
    """NaN, and not a guess, where the body was lost around a contact."""
    time, place, contacts = bouncing(0.22, 0.1, 0.0)
    k = 3
    place[(time > contacts.start_s[k] - 0.1) & (time < contacts.end_s[k])] = np.nan

    force = force_of(time, place, contacts)

    inside = (time > contacts.start_s[k] + 0.01) & (time < contacts.end_s[k] - 0.01)
    assert np.isnan(force[contacts.side[k], inside]).all()
    assert np.isfinite(force[contacts.side[6], time > contacts.start_s[6]]).any()


def standing_first(stand_s: float) -> tuple[Floats, Floats, Contacts]:
    """Return a bounce after standing on both feet, the clock at 0 when the bounce begins."""
    time, place, contacts = bouncing(0.22, 0.1, 0.0)
    before = np.arange(-round(stand_s * RATE_HZ), 0) / RATE_HZ
    still = np.tile(place[0], (len(before), 1))
    stand = (np.array([-stand_s, -stand_s]), np.array([-0.15, -0.05]))
    joined = Contacts(
        step=np.arange(len(contacts) + 2),
        side=np.concatenate(([1, 0], 1 - contacts.side)),
        start_s=np.concatenate((stand[0], contacts.start_s)),
        end_s=np.concatenate((stand[1], contacts.end_s)),
        whole=np.concatenate(([False, False], contacts.whole)),
        travel=np.ones(len(contacts) + 2),
    )
    return np.concatenate((before, time)), np.concatenate((still, place)), joined


def test_steps_do_not_hang_on_how_long_a_stand_before_them_was() -> None:
    """A stand of a minute leaves the same forces after it as one of six seconds."""
    short, long = (force_of(*standing_first(stand_s)) for stand_s in (6.0, 60.0))
    count = len(bouncing(0.22, 0.1, 0.0)[0])

    assert np.isfinite(short[:, -count:]).any()
    assert np.allclose(short[:, -count:], long[:, -count:], atol=1e-6, equal_nan=True)


@pytest.mark.parametrize("stand_s", [60.0, 240.0])
def test_a_stand_asks_for_no_more_unknowns_than_a_look_beyond_the_window(stand_s: float) -> None:
    """The work for a step is bounded, so that of a recording grows with its length and no more."""
    time, place, contacts = standing_first(stand_s)
    which = np.flatnonzero(contacts.whole)
    mass = CentreOfMass(place, "trunk and arms")

    view = look(mass, time, np.zeros(len(which)), contacts, which)

    most_s = float((view.time_s[:, -1] - view.time_s[:, 0]).max()) + 2 * LOOK_BEYOND_S
    assert 0 < view.pushes.used.max() <= 2 * BANDWIDTH_HZ * most_s
    assert [*range(len(which))] == sorted(np.concatenate(list(view.alike())).tolist())
