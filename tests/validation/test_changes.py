"""A figure that moved is said, and one that machines round differently is not."""

from typing import Any

from backstride.validation.changes import figures_of, gone, mark_of, moved
from backstride.validation.figures import errors_of, share_of


def figures(errors: list[float], right: list[bool]) -> dict[str, Any]:
    """Return two rows as JSON has them."""
    one, other = errors_of(errors, "ms"), share_of(right)
    assert one is not None
    assert other is not None
    rows = [
        {"id": "a/landing", "figure": one.as_json()},
        {"id": "a/order", "figure": other.as_json()},
    ]
    return figures_of({"parts": [{"rows": rows}]})


OLD = figures([1.0, 2.0, 3.0], [True, True, False])


def test_equal_figures_have_not_moved() -> None:
    """The last digits of a processor are no scientific change, nor is a bias of nearly nothing."""
    assert [] == moved(OLD, figures([1.001, 2.0, 3.0], [True, True, False]))
    even = figures([-1.0, 1.0], [True])
    assert [] == moved(even, figures([-1.0, 1.01], [True]))


def test_a_moved_error_is_said_with_both_numbers() -> None:
    """Old and new stand side by side, with their unit."""
    (sentence,) = moved(OLD, figures([2.0, 3.0, 4.0], [True, True, False]))

    assert "a/landing" in sentence
    assert "bias 2 ms" in sentence.partition("->")[0]
    assert "bias 3 ms" in sentence.partition("->")[2]


def test_a_moved_share_a_new_row_and_a_lost_one_are_said() -> None:
    """Nothing comes or goes unsaid."""
    new = figures([1.0, 2.0, 3.0], [True, True, True])

    assert "right 2 of 3 n" not in moved(OLD, new)[0]
    assert "right 2 of 3 -> right 3 of 3" in moved(OLD, new)[0]
    assert "new" in moved({"a/landing": OLD["a/landing"]}, OLD)[0]
    assert "no longer there" in gone(OLD, {"a/order": OLD["a/order"]})[0]


def test_the_mark_follows_the_figures() -> None:
    """Equal figures have equal marks, others have others."""
    assert mark_of(OLD) == mark_of(figures([1.0, 2.0, 3.0], [True, True, False]))
    assert mark_of(OLD) != mark_of(figures([1.0, 2.0, 4.0], [True, True, False]))
