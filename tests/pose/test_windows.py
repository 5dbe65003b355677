"""Windows over time, against the plain way of computing them."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backstride.motion.arrays import Floats
from backstride.pose.chain import cheapest_path
from backstride.pose.windows import windowed_maximum, windowed_mean, windowed_quantile

CURVES = arrays(
    np.float64,
    st.integers(1, 30),
    elements=st.one_of(st.just(float("nan")), st.floats(-100, 100)),
)


def windows(values: Floats, half: int) -> list[Floats]:
    around = [values[max(0, i - half) : i + half + 1] for i in range(len(values))]
    return [w[np.isfinite(w)] for w in around]


@given(CURVES, st.integers(1, 6))
def test_windowed_figures_agree_with_the_plain_ones(values: Floats, half: int) -> None:
    """Mean, maximum and quantile past missing values."""
    around = windows(values, half)

    mean, most = windowed_mean(values, half), windowed_maximum(values, half)
    high = windowed_quantile(values, 0.75, half, np.arange(len(values)))

    np.testing.assert_allclose([w.mean() if w.size else np.nan for w in around], mean, atol=1e-9)
    np.testing.assert_allclose([w.max() if w.size else -np.inf for w in around], most)
    np.testing.assert_allclose(
        [np.quantile(w, 0.75) if w.size else np.nan for w in around], high, atol=1e-9
    )


@given(arrays(np.float64, (5, 3), elements=st.floats(0, 10)))
def test_the_cheapest_path_is_the_cheapest_of_all(costs: Floats) -> None:
    """All 243 paths through three states tried one by one."""
    moves = np.array([[0.0, 1.0, 4.0], [1.0, 0.0, 1.0], [4.0, 1.0, 0.0]])

    def price(path: tuple[int, ...]) -> float:
        stay = sum(costs[t, s] for t, s in enumerate(path))
        return float(stay + sum(moves[a, b] for a, b in pairwise(path)))

    best = min(price(tuple(p)) for p in np.ndindex(3, 3, 3, 3, 3))

    assert np.isclose(best, price(tuple(int(s) for s in cheapest_path(costs, moves))))
