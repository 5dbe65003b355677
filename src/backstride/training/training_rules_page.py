"""The page ``docs/training-rules.md``: every rule of planning and progression, from the data.

Written by ``python -m backstride.training.training_rules_page [docs/training-rules.md]``.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from backstride.training.environment_page import basis_line
from backstride.training.training_rules import KeptBy, TrainingRule, default_training_rules

_HEADINGS: dict[KeptBy, str] = {
    "planning": "Rules of planning",
    "both": "Rules of planning that the log can tighten",
    "progression": "Rules of progression",
}

_INTRODUCTION = """\
# The rules of training

<!-- Made by `python -m backstride.training.training_rules_page` from the data. -->

`plan(athlete, screening, start, wishes)` fills weeks within the rules below, and
`progress(programme, log, today)` decides what comes next. No study of progression in backward
running was found ([L6e](claims.md#l6e)), so a rule is expert opinion, adjustable, unless it names
findings; its basis then says what they show and where judgement begins. To adjust the rules, copy
`src/backstride/training/data/rules_of_training.toml` and give the copy to `load_training_rules`.
"""

_TOWARDS_A_MATCH = """\
## Towards a match

`Wishes(targets=read_targets(path))`, or `backstride plan me.toml --targets targets.json`, goes
towards what matches ask of a player ([team.md](team.md#from-match-to-training)). Targets allow
nothing: the rules above come first, and targets choose among what they leave open.

* Six things are aimed at, a week against one match: backward running in s and in m, the longest
  run, the fastest, turns into forward running, and turns into a sprint. Walking backward is
  preparation and does not count. Figures of training are the geometric middle of what is expected.
* Measured figures are aimed at as they are; of estimated ones (a feed without orientation) the
  lower bound, and the programme says so. Bouts and turns are then not known, nor aimed at.
* The session that brings the week nearest is taken, on the highest level that does not pass the
  match. Where the match asks for turns, a week that has none yet gets a drill that turns from
  backward into forward running first, also without a goal that it serves.
* A week passes a match in time, way or speed only because stages come in order, because the kind
  was wished for or is meant for an injury, as the lowest level of the only drill of a week, or
  because nothing that is open and fits the day holds less. In the longest run or in turns it may
  pass it where nothing with less comes as near in the rest. The session says which.
* Each week says its share of a match and what is left, in its last note and in JSON under `match`
  (each quantity with `match`, `aim`, `training`, `share`, `gap`). The programme's notes say in
  which week a match is reached (as much as its lower bound), and for the rest in which week it
  would be if the programme went on, looked for over a year.

*Basis: expert opinion, adjustable; no study says how much of a match belongs in training
([L6e](claims.md#l6e)).*
"""


def render_training_rules_page() -> str:
    """Return the whole page as Markdown."""
    return "\n".join([_INTRODUCTION, *_rules(), _TOWARDS_A_MATCH, *_speeds()])


def _rules() -> Iterator[str]:
    rules = default_training_rules().rules.values()
    for by, heading in _HEADINGS.items():
        yield f"## {heading}\n"
        yield from (_rule(one) for one in rules if one.by == by)


def _rule(rule: TrainingRule) -> str:
    lines = [f"**{rule.id}**", rule.in_words(default_training_rules().settings)]
    if rule.settings:
        values = ", ".join(f"`{name}` = {value:g}" for name, value in rule.settings.items())
        lines.append(f"Settings: {values}.")
    return "  \n".join([*lines, basis_line(rule.findings, rule.basis)]) + "\n"


def _speeds() -> Iterator[str]:
    speeds = default_training_rules().speeds
    yield "## Speeds that are expected\n"
    yield (
        "Expected distance and time of a session come from these ranges, wide on purpose, because\n"
        "nobody's own speeds are known yet.\n"
    )
    rows = [
        ("forward walking", speeds.forward_walk, "m/s"),
        ("backward walking", speeds.backward_walk, "m/s"),
        ("fastest forward running", speeds.forward_max, "m/s"),
        ("backward as a share of forward", speeds.backward_share, ""),
        ("sideways as a share of forward", speeds.sideways_share, ""),
        *(
            (f"{word} effort as a share of the fastest", share, "")
            for word, share in speeds.effort_share.items()
        ),
    ]
    yield "| what | slowest | fastest |\n|---|---|---|"
    for what, (low, high), unit in rows:
        yield f"| {what} | {low:g} {unit} | {high:g} {unit} |".replace("  |", " |")
    yield f"| slowest backward running | {speeds.slowest_backward_run:g} m/s | |\n"
    yield basis_line(speeds.findings, speeds.basis) + "\n"


def main(arguments: list[str]) -> int:
    """Write the page to the path given, or to ``docs/training-rules.md`` below here."""
    path = Path(arguments[0]) if arguments else Path("docs/training-rules.md")
    if not path.parent.is_dir():
        sys.stderr.write(f"There is no directory {path.parent} to write {path.name} into.\n")
        return 2
    path.write_text(render_training_rules_page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
