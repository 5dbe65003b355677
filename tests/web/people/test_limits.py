"""How often something may be asked."""

from hypothesis import given
from hypothesis import strategies as st

from backstride.web.limits import MOST_KEYS, Limits, Rate

RATE = Rate(3, 30)


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time that is set."""
        return self.now


def test_so_many_at_once_and_then_one_as_time_passes() -> None:
    """The fourth waits for a third of the time; another name is not touched."""
    clock = Clock()
    limits = Limits(clock)
    assert [limits.take(RATE, "ada") for _ in range(4)] == [0, 0, 0, 10]
    assert limits.take(RATE, "bo") == 0
    clock.now = 10
    assert [limits.take(RATE, "ada") for _ in range(2)] == [0, 10]


def test_what_is_forgiven_is_forgotten() -> None:
    """After the right password all tries are there again."""
    limits = Limits(Clock())
    for _ in range(4):
        limits.take(RATE, "ada")
    limits.forgive(RATE, "ada")
    assert limits.take(RATE, "ada") == 0


def test_memory_does_not_grow_with_made_up_names() -> None:
    """The name used longest ago is forgotten first."""
    limits = Limits(Clock())
    for number in range(MOST_KEYS + 10):
        limits.take(RATE, str(number))
    assert len(limits._left) == MOST_KEYS


@given(st.lists(st.floats(0, 20), max_size=60))
def test_never_more_than_the_rate_allows(waits: list[float]) -> None:
    """Whatever the times between: at once the most, and as many again in each whole time."""
    clock = Clock()
    limits = Limits(clock)
    taken = 0
    for wait in waits:
        clock.now += wait
        taken += limits.take(RATE, "ada") == 0
    assert taken <= RATE.most * (1 + clock.now / RATE.within_s) + 1e-6
