"""The cheapest way through states over time."""

import numpy as np

from backstride.motion.arrays import Floats, Ints


def cheapest_path(costs: Floats, moves: Floats) -> Ints:
    """Return the state at each moment (n,) of the cheapest path (Viterbi).

    Parameters
    ----------
    costs : array (n, k)
        Of being in each of k states at each of n moments.
    moves : array (k, k)
        Of going from the state of the row to that of the column; infinite where it cannot be.

    Notes
    -----
    Each moment rests on the one before, so this is the one place here that goes through time step
    by step; all states of a moment are looked at at once.
    """
    count, states = costs.shape
    came_from = np.zeros((count, states), dtype=np.intp)
    total, every = costs[0].copy(), np.arange(states)
    towards = np.ascontiguousarray(moves.T)
    for t in range(1, count):
        ways = towards + total
        best = ways.argmin(axis=1)
        came_from[t] = best
        total = ways[every, best] + costs[t]
    path = np.empty(count, dtype=np.intp)
    path[-1] = total.argmin()
    for t in range(count - 1, 0, -1):
        path[t - 1] = came_from[t, path[t]]
    return path
