"""Peak force of a run from contact and flight times alone."""

import numpy as np

from backstride.motion.arrays import Floats


def sine_peak_bw(contact_s: Floats, flight_s: Floats) -> Floats:
    """Return the peak vertical force of running steps, in body weights.

    Parameters
    ----------
    contact_s, flight_s : array (k,)
        Time of one foot on the ground and of none; NaN or negative flight gives NaN, since then the
        model of a bounce does not hold.

    Notes
    -----
    ``pi / 2 (flight / contact + 1)``: half a sine wave with the impulse of the step's weight. Morin
    et al. 2005, doi 10.1123/jab.21.2.167, whose stiffness from it lay 1 to 7 % below that of force
    plates, from 3.3 m/s to sprinting. Impact peaks are not in it.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        peak = np.pi / 2.0 * (flight_s / contact_s + 1.0)
        possible = (flight_s >= 0) & (contact_s > 0)
    return np.where(possible, peak, np.nan)
