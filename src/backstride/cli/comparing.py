"""``backstride compare``."""

import argparse
import json
from pathlib import Path
from textwrap import fill

from backstride import evidence
from backstride.cli.reading import mass_of, motion_of
from backstride.cli.writing import write_page
from backstride.exchange import words
from backstride.measure import measure
from backstride.measure.compare import ComparedFigure, Comparison, compare

_WIDTH = 96


def compare_files(arguments: argparse.Namespace) -> int:
    """Measure both files and print them side by side."""
    both = (arguments.backward, arguments.forward)
    found = compare(*(measure(motion_of(p, arguments), mass_kg=mass_of(arguments)) for p in both))
    if arguments.report:
        from backstride.exchange.report import render_comparison  # noqa: PLC0415 - where asked for

        write_page(Path(arguments.report), render_comparison(found))
    if arguments.json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        print(comparison_text(found))
        if arguments.report:
            print(f"Page: {arguments.report}")
    return 0


def comparison_text(found: Comparison) -> str:
    """Return a comparison as text for a terminal."""
    lines = [
        f"  backward  {found.backward.motion.source.path}  {words.speed(found.backward_speed_mps)}",
        f"  forward   {found.forward.motion.source.path}  {words.speed(found.forward_speed_mps)}",
        "",
        fill(found.caution, _WIDTH, initial_indent="  ", subsequent_indent="  "),
    ]
    for figure in found.figures:
        lines += ["", *_figure_lines(figure)]
    return "\n".join(lines)


def _figure_lines(figure: ComparedFigure) -> list[str]:
    both = [
        f"{name} {words.estimate_words(estimate)}"
        for name, estimate in (("backward", figure.backward), ("forward", figure.forward))
        if estimate is not None
    ]
    if figure.difference is not None:
        both.append(f"difference {words.estimate_words(figure.difference)}")
    expectation = figure.expectation
    said = f"{expectation.sentence} [{', '.join(expectation.findings)}]"
    return [
        f"  {expectation.label}: {'; '.join(both) or 'not seen'}",
        fill(
            f"{figure.verdict}: {figure.reason}",
            _WIDTH,
            initial_indent="    ",
            subsequent_indent="    ",
        ),
        fill(f"Research: {said}", _WIDTH, initial_indent="    ", subsequent_indent="    "),
        *(
            fill(
                f"Article: {claim.text} [{claim.id}: {claim.verdict}]",
                _WIDTH,
                initial_indent="    ",
                subsequent_indent="    ",
            )
            for claim in map(evidence.claim, expectation.claims)
        ),
    ]
