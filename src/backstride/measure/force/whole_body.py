"""Force on each foot from the movement of the whole body, without differentiating it.

Newton: the body's mass moves as the ground and gravity make it. Each contact's force is a short
series of sines that begins and ends at zero, so there is none in flight; twice integrated, it must
give the path of the centre of mass that was seen, and so impulses balance weight by themselves.
In flight the body must fall as all bodies do, which shows by how much its movement is over- or
underrated. Along the way the body faces, the force must also turn it about its centre of mass as
little as bodies turn (Herr and Popovic 2008, doi 10.1242/jeb.008573).
"""

import numpy as np

from backstride.measure.force.around import BESIDE, Feet, View, look
from backstride.measure.force.body import CentreOfMass
from backstride.measure.force.contacts import Contacts
from backstride.measure.force.foot_force import force_unknown
from backstride.measure.force.segments import G_MPS2
from backstride.measure.force.sine_series import Windows, series
from backstride.motion.arrays import Floats, Ints
from backstride.motion.smoothing import rows_seen

PLACE_ERROR_M = 0.003
"""Standard error of the centre of mass within a step: skin moves over bone and mass within it. By
judgement; from 2 to 4 mm the vertical peaks of the run of A30 change by up to 1.3 %."""

SIZE_ERROR = 0.05
"""Standard error of how large the movement of the centre of mass is, as a share: tables of segments
against persons. Flight corrects it, since the fall is known. By judgement; from 2 to 10 % the
vertical peaks of the run of A30 change by up to 4 %."""

USUAL_N_PER_KG = 0.3 * G_MPS2
"""How large the terms of the series beyond the first may be expected to be: the impulses of
braking and pushing, and the humps of walking, are 0.2 to 0.3 body weights."""

LARGEST_N_PER_KG = 5.0 * G_MPS2
"""The same for the first term: sprinters reach four to five body weights."""

LARGEST_START = (10.0, 20.0)
"""How far the body may be from its first sample, in m, and how fast, in m/s, at the beginning of a
window: more than any is, so that it decides nothing but where nothing was seen."""

DIRECTION_ERROR_BW = {"trunk and arms": 0.06, "trunk": 0.06, "assumed upright": 0.10}
"""Standard error of the force along facing that would not turn the body: 0.05 body weights from
placing the pressure within 2 cm under 2.4 body weights and a centre of mass 0.95 m high, and 0.03
from what bodies do turn (R² = 0.91 in walking, Herr and Popovic 2008). More where the upper body
was not seen, by judgement. From 0.03 to 0.12 the knee moments of the run of A30 change by up to
10 %."""

_SEEN_SHARE = 0.8  # of a window, below which its contact is left out


def whole_body_force(
    mass: CentreOfMass,
    time_s: Floats,
    facing_deg: Floats,
    contacts: Contacts,
    pressure_m: tuple[Floats, Floats],
) -> Floats:
    """Return the force on both feet per kilogram (2, n, 2), towards facing and upward.

    NaN in contacts that were not wholly seen or whose surroundings were not.
    """
    result = force_unknown(time_s, contacts).force_n_per_kg
    at = np.searchsorted(time_s, (contacts.start_s + contacts.end_s) / 2)
    facing = facing_deg[np.clip(at, 0, len(time_s) - 1)]
    which = np.flatnonzero(contacts.whole & np.isfinite(facing))
    if not which.size or not rows_seen(mass.position_m).any():
        return result
    view = look(mass, time_s, facing[which], contacts, which)
    feet = Feet(time_s, pressure_m)
    error = DIRECTION_ERROR_BW[mass.upper_body] * G_MPS2
    for rows in view.alike():
        part, k = view.part(rows), which[rows]
        _write(result, time_s, contacts, k, part, _forces(part, feet, facing[k], error))
    return result


def _forces(
    view: View, feet: Feet, facing_deg: Floats, error_n_per_kg: float
) -> tuple[Floats, Floats]:
    """Return the sizes of the sines of the contacts in the middle, ahead and upward (b, p)."""
    up = _upward(view)
    ahead = _ahead(view, feet, facing_deg, up, error_n_per_kg)
    own = view.pushes.own(BESIDE)
    return ahead[:, own], up[:, own]


def _write(
    result: Floats,
    time_s: Floats,
    contacts: Contacts,
    which: Ints,
    view: View,
    sizes: tuple[Floats, Floats],
) -> None:
    """Write the forces of those contacts that were seen into the whole (2, n, 2)."""
    ahead, up = sizes
    for b in np.flatnonzero(view.seen.mean(axis=1) >= _SEEN_SHARE):
        k = which[b]
        inside = _samples(time_s, contacts, int(k))
        shape = series(time_s[inside], contacts.start_s[k], contacts.end_s[k], up.shape[1])
        upward = np.maximum(shape @ up[b], 0.0)  # the ground only pushes
        result[contacts.side[k], inside] = np.stack((shape @ ahead[b], upward), axis=1)


def _samples(time_s: Floats, contacts: Contacts, k: int) -> slice:
    first, end = np.searchsorted(time_s, (contacts.start_s[k], contacts.end_s[k]))
    return slice(int(first), int(end))


def _upward(view: View) -> Floats:
    """Return the sizes of the sines upward (b, p), N/kg.

    One unknown more says by which share the movement is overrated: all of it, the fall included.
    """
    fallen = 0.5 * G_MPS2 * view.since_s**2
    rows, wanted = _path_rows(view, view.mass_m[..., 1] + fallen)
    weight = rows[..., :1]  # of the place at the beginning, whose factor is 1
    rows = np.concatenate((rows[..., :2], -fallen[..., None] * weight, rows[..., 2:]), axis=2)
    found = _most_likely(rows, wanted, view.pushes, (*LARGEST_START, SIZE_ERROR))
    return found[:, 3:] / (1.0 + found[:, 2:3])


def _ahead(view: View, feet: Feet, facing_deg: Floats, up: Floats, error_n_per_kg: float) -> Floats:
    """Return the sizes of the sines along facing (b, p), N/kg.

    Besides the path, each moment of contact gives one equation: with the height h of the centre
    of mass, ``h F_ahead + lever F_up`` summed over both feet would leave the body unturned.
    """
    rows, wanted = _path_rows(view, view.mass_m[..., 0])
    shapes = view.pushes.forces(view.time_s)
    turning, down = np.zeros_like(view.time_s), np.zeros(view.time_s.shape, dtype=np.bool_)
    for contact in range(2 * BESIDE + 1):
        own, on = view.pushes.own(contact), view.pushes.during(view.time_s, contact)
        upward = np.einsum("bmp,bp->bm", shapes[..., own], up[:, own])
        turning += np.where(on, upward * feet.lever(view, facing_deg, contact), 0.0)
        down |= on
    with np.errstate(invalid="ignore", divide="ignore"):
        steady = -turning / feet.height(view)
    known = down & view.seen & np.isfinite(steady)
    weight = np.where(known, 1.0 / (error_n_per_kg * view.dependent), 0.0)
    start = np.zeros((*shapes.shape[:2], 2))  # place and speed do not enter
    more = np.concatenate((start, shapes * weight[..., None]), axis=2)
    rows = np.concatenate((rows, more), axis=1)
    wanted = np.concatenate((wanted, np.where(known, steady, 0.0) * weight), axis=1)
    return _most_likely(rows, wanted, view.pushes, LARGEST_START)[:, 2:]


def _path_rows(view: View, path_m: Floats) -> tuple[Floats, Floats]:
    """Return weighted rows (b, m, 2 + p) and the path (b, m) that they must give.

    The unknowns are the place and speed at the beginning and the sizes of the sines.
    """
    rows = np.concatenate(
        (
            np.ones((*view.time_s.shape, 1)),
            view.since_s[..., None],
            view.pushes.paths(view.time_s),
        ),
        axis=2,
    )
    weight = np.where(view.seen, 1.0 / (PLACE_ERROR_M * view.dependent), 0.0)
    return rows * weight[..., None], (path_m - path_m[:, :1]) * weight


def _most_likely(
    rows: Floats, wanted: Floats, pushes: Windows, others: tuple[float, ...]
) -> Floats:
    """Return the unknowns (b, q) by least squares against rows and what sizes are usual.

    Parameters
    ----------
    rows : array (b, r, q)
        In units of the error of each row.
    wanted : array (b, r)
    pushes : Windows
        Whose sines are the last unknowns.
    others : tuple of float
        Usual sizes of the unknowns before them.
    """
    before = np.tile(np.asarray(others), (len(rows), 1))
    usual = np.concatenate((before, pushes.usual(LARGEST_N_PER_KG, USUAL_N_PER_KG)), axis=1)
    if rows.shape[2] > rows.shape[1]:  # the same by as many equations as there are rows
        spread = (rows * usual[:, None, :] ** 2).transpose(0, 2, 1)
        found = spread @ _solved(rows @ spread, np.ones(wanted.shape), wanted)[..., None]
        return np.asarray(found[..., 0], dtype=np.float64)
    turned = rows.transpose(0, 2, 1)
    return _solved(turned @ rows, usual**-2.0, (turned @ wanted[..., None])[..., 0])


def _solved(square: Floats, diagonal: Floats, right: Floats) -> Floats:
    """Return what solves equations (b, n, n), to whose diagonal (b, n) is added; in place."""
    at = np.arange(square.shape[1])
    square[:, at, at] += diagonal
    found: Floats = np.asarray(np.linalg.solve(square, right[..., None])[..., 0], dtype=np.float64)
    return found
