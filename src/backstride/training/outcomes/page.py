"""The page ``docs/outcome-tests.md``: every test, from the data.

Written by ``python -m backstride.training.outcomes.page [docs/outcome-tests.md]``.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from backstride import evidence
from backstride.training.outcomes.definition import OutcomeTest
from backstride.training.outcomes.library import outcome_tests
from backstride.training.outcomes.worthwhile import BETWEEN_SHARE

_FINDING = re.compile(r"\b[A-Z]{1,3}\d+[a-z]?\b")

_SCORES = {
    "best": "the best trial of the day",
    "mean": "the mean of the day's trials",
    "mean_of_best_three": "the mean of the day's best three",
}

_INTRODUCTION = f"""\
# Tests of outcome

<!-- Made by `python -m backstride.training.outcomes.page`; change the data, not this page. -->

What a coach can test, and when a change may be called one. Run a test the same way every time, on
the same ground, rested, at the same time of day.

## Did it change?

1. **Typical error** ([O1](claims.md#o1)): the standard deviation of one result about what is true,
   from day to day. Used is the published one where a study was found (of several the largest);
   one person's may differ from it by a third ([O11](claims.md#o11)). Otherwise, or when you give
   it, the person's own, from two or more testing days close together before training: the standard
   deviation of the days, for two days their difference over √2. Trials of one day do not show how
   days differ, so alone they give no answer.
2. **Smallest worthwhile change** ([O2](claims.md#o2)): {BETWEEN_SHARE} of the standard deviation
   between people of the group, or what you say would matter. Without one any real change counts,
   and the answer says so.
3. **Difference**: after minus before, with a 90 % interval: Student's t, times the typical error,
   times √(1/days before + 1/days after).
4. **Answer**: *better* or *worse* when the whole interval lies beyond the smallest worthwhile
   change, *no worthwhile change* when all of it lies within, otherwise *cannot tell*, with the
   chances of better, trivial and worse. For one person and one test day each, *cannot tell* is the
   usual answer: more testing days before and after make it rarer.

It also cannot be told when the days before were too few for learning of the test to be over (only
a gain is held back for that), when the two were not done the same way, or when the test ended
before the person did.

On simulated people (synthetic, 500 for each test with a published error and 1500 for 2, 3 and 6 own
days, `tests/training/outcomes/test_change_coverage.py`) the 90 % intervals of the difference held
the true change in 90 to 93 of 100.

The numbers are from the groups named in the findings, mostly young and male
([LIM1](claims.md#lim1)). A test does not diagnose, and none of this is medical advice.
"""


def render_outcome_tests_page() -> str:
    """Return the whole page as Markdown."""
    return "\n".join([_INTRODUCTION, *_table(), *(_test(one) for one in outcome_tests().values())])


def _table() -> Iterator[str]:
    yield "## The tests\n"
    rows = (
        f"| [{one.name}](#{one.id}) | {one.unit} | {one.better} | {_error(one)} |"
        for one in outcome_tests().values()
    )
    yield "| test | unit | better | typical error |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _error(test: OutcomeTest) -> str:
    if test.error is None:
        return "your own"
    return f"{test.error.value:g} {test.error.unit} ({_linked(', '.join(test.error.findings))})"


def _test(test: OutcomeTest) -> str:
    low, high = test.valid
    lines = [
        f'<a id="{test.id}"></a>\n\n### {test.name}\n',
        f"{test.protocol}\n",
        f"* **Result**: {_SCORES[test.score]}, in {test.unit}, read to {test.read_to:g}; "
        f"{test.better} is better{'; left and right apart' if test.sides else ''}",
        f"* **Possible results**: {low:g} to {high:g} {test.unit}{_ends(test)}",
        f"* **Typical error**: {_error(test)}",
    ]
    if test.worthwhile:
        found = _linked(", ".join(test.worthwhile.findings))
        lines.append(
            f"* **Smallest worthwhile change**: {test.worthwhile.value:g} {test.unit} ({found})"
        )
    days = f"; settled after {test.settle_after} testing day(s)" if test.settle_after else ""
    lines += [
        f"* **Learning**: {_linked(test.learning)}{days}",
        f"* **Note**: {_linked(test.note)}",
    ]
    return "\n".join(lines) + "\n"


def _ends(test: OutcomeTest) -> str:
    ends = [f"{end:g}" for end in (test.floor, test.ceiling) if end is not None]
    return f"; a result of {' or '.join(ends)} may hide a change" if ends else ""


def _linked(text: str) -> str:
    return _FINDING.sub(
        lambda found: (
            f"[{found[0]}](claims.md#{found[0].lower()})" if evidence.exists(found[0]) else found[0]
        ),
        text,
    )


def main(arguments: list[str]) -> int:
    """Write the page to the path given, or to ``docs/outcome-tests.md`` below here."""
    path = Path(arguments[0]) if arguments else Path("docs/outcome-tests.md")
    if not path.parent.is_dir():
        sys.stderr.write(f"There is no directory {path.parent} to write {path.name} into.\n")
        return 2
    path.write_text(render_outcome_tests_page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
