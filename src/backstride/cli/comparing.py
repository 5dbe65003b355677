"""``backstride compare``."""

import argparse
import json
import math
from pathlib import Path
from textwrap import fill

from backstride import evidence
from backstride.cli.reading import mass_of, motion_of
from backstride.cli.writing import write_page
from backstride.estimate import Estimate
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
        f"  backward  {found.backward.motion.source.path}  {_speed(found.backward_speed_mps)}",
        f"  forward   {found.forward.motion.source.path}  {_speed(found.forward_speed_mps)}",
        "",
        fill(found.caution, _WIDTH, initial_indent="  ", subsequent_indent="  "),
    ]
    answered = {statement.claim for statement in found.statements}
    for figure in found.figures:
        if figure.verdict != "not measured":
            lines += ["", *_figure_lines(figure, answered)]
    absent = [f.expectation.label for f in found.figures if f.verdict == "not measured"]
    if absent:
        lines += ["", *_wrapped(f"Not measured in both: {', '.join(absent)}.", 2)]
    return "\n".join([*lines, *_statement_lines(found)])


def _speed(value_mps: float) -> str:
    return words.speed(value_mps) if math.isfinite(value_mps) else "speed not known"


def _statement_lines(found: Comparison) -> list[str]:
    """Return what the pair does to the articles' statements, question by question."""
    lines: list[str] = []
    asked = ""
    for statement in found.statements:
        if statement.question != asked:
            asked = statement.question
            lines += ["", f"  {asked}"]
        claim = evidence.claim(statement.claim)
        lines += _wrapped(f"“{claim.text}” [{claim.id}; research: {claim.verdict}]", 4)
        lines += _wrapped(f"This pair {_ANSWERS[statement.answer]}: {statement.reason}", 6)
    return lines


_ANSWERS = {
    "supports": "supports it",
    "contradicts": "contradicts it",
    "cannot tell": "cannot tell",
}


def _wrapped(said: str, indent: int) -> list[str]:
    space = " " * indent
    return [fill(said, _WIDTH, initial_indent=space, subsequent_indent=space)]


def _figure_lines(figure: ComparedFigure, answered: set[str]) -> list[str]:
    """Return one figure; claims that have an answer of their own below are left to it."""
    both = [
        f"{name} {words.estimate_words(_shown(figure, estimate))}"
        for name, estimate in (("backward", figure.backward), ("forward", figure.forward))
        if estimate is not None
    ]
    if figure.difference is not None:
        both.append(f"difference {words.estimate_words(figure.difference)}")
    expectation = figure.expectation
    said = f"{expectation.sentence} [{', '.join(expectation.findings)}]"
    return [
        f"  {expectation.label}: {'; '.join(both) or 'not seen'}",
        *_wrapped(f"{figure.verdict}: {figure.reason}", 4),
        *_wrapped(f"Research: {said}", 4),
        *(
            line
            for claim in map(evidence.claim, expectation.claims)
            if claim.id not in answered
            for line in _wrapped(f"Article: {claim.text} [{claim.id}: {claim.verdict}]", 4)
        ),
    ]


def _shown(figure: ComparedFigure, estimate: Estimate) -> Estimate:
    return words.share(estimate) if figure.topic == "propulsion" else estimate
