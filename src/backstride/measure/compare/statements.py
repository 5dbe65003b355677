"""What the articles say of muscles, knee, impact and energy, held against one pair of recordings.

A pair supports or contradicts a statement only when whole intervals lie on one side; everything
else is "cannot tell". Moments of joints tell which side of a joint works, not which muscle of it.
"""

from collections.abc import Mapping, Sequence

from backstride.estimate import Estimate
from backstride.measure.compare.comparison import Answer, ComparedFigure, Statement
from backstride.measure.compare.phrases import load, more, percent
from backstride.measure.compare.readings import (
    CALF,
    HIP_FLEXORS,
    KNEE_EXTENSORS,
    POSTERIOR,
    share_of_work,
)
from backstride.measure.compare.speeds import Speeds
from backstride.measure.measurement import Measurement

DRIVING = "Who drives backward running: the quadriceps or the posterior chain?"
KNEE = "Does it press less on the knee?"
IMPACT = "Is it low impact?"
ENERGY = "Does it take about 30 % more energy?"

Found = tuple[Answer, str]

_NO_WORK = (
    "The backward recording does not show what each joint gives and takes: it needs hips, knees, "
    "ankles, feet and the upper body in view."
)
_NOT_RUN = "The article speaks of running, and these are not both runs."


def statements_of(
    backward: Measurement, figures: Sequence[ComparedFigure], speeds: Speeds
) -> tuple[Statement, ...]:
    """Return what the pair does to each statement, question by question."""
    by_name = {f.expectation.quantity: f for f in figures}
    knee = _less(by_name.get("patellofemoral_compression"), speeds, "load behind the kneecap")
    impact = _less(by_name.get("peak_vertical_force"), speeds, "peak force of the ground")
    energy = _energy(by_name, speeds)
    found: list[tuple[str, str, Found]] = [
        ("S1-07", DRIVING, _front_drives(backward, speeds)),
        ("S2-04", DRIVING, _back_drives(backward, speeds)),
        ("S2-02", DRIVING, _moves_to_the_back(by_name, speeds)),
        ("S1-08", DRIVING, _back_brakes(backward, speeds)),
        ("S1-02", KNEE, knee),
        ("S2-05", KNEE, _less_by_impact(knee, impact)),
        ("S2-60", IMPACT, impact),
        ("S1-03", ENERGY, energy),
        ("S2-44", ENERGY, energy),
    ]
    return tuple(Statement(claim, question, *answer) for claim, question, answer in found)


def _front_drives(backward: Measurement, speeds: Speeds) -> Found:
    """Return whether hip flexors and quadriceps give more than the posterior chain."""
    front, knee, hip, back, calf = (
        share_of_work("given", *groups)(backward, "backward")
        for groups in (
            (KNEE_EXTENSORS, HIP_FLEXORS),
            (KNEE_EXTENSORS,),
            (HIP_FLEXORS,),
            POSTERIOR,
            (CALF,),
        )
    )
    if front is None or knee is None or hip is None or back is None or calf is None:
        return "cannot tell", _NO_WORK
    said = (
        f"Of what the joints gave on the ground, knee extensors and hip flexors gave "
        f"{percent(front)}, hip extensors and knee flexors {percent(back)}"
    )
    calf_too = f"and the calf {percent(calf)}, which the article leaves out"
    return _apart(front, back, speeds, f"{said}, {calf_too}.", named=(knee, hip))


def _back_drives(backward: Measurement, speeds: Speeds) -> Found:
    """Return whether hamstrings and glutes give more than quadriceps and calves."""
    back, front = (
        share_of_work("given", *groups)(backward, "backward")
        for groups in (POSTERIOR, (KNEE_EXTENSORS, CALF))
    )
    if front is None or back is None:
        return "cannot tell", _NO_WORK
    said = (
        f"Of what the joints gave on the ground, hip extensors and knee flexors, where glutes and "
        f"hamstrings work, gave {percent(back)}; knee extensors and calf gave {percent(front)}."
    )
    return _apart(back, front, speeds, said)


def _moves_to_the_back(figures: Mapping[str, ComparedFigure], speeds: Speeds) -> Found:
    """Return whether the posterior chain's share of the work is larger backward than forward."""
    figure = figures.get("posterior_chain_propulsion")
    if figure is None or figure.backward is None or figure.forward is None:
        return "cannot tell", "What the joints give and take is not known in both recordings."
    said = (
        f"Hip extensors and knee flexors gave {percent(figure.backward)} of the work backward and "
        f"{percent(figure.forward)} forward; the lower back is not seen at all."
    )
    if not speeds.both_run:
        return "cannot tell", f"{said} {_NOT_RUN}"
    if not speeds.same:
        return "cannot tell", f"{said} The speeds differ, and shares may change with speed."
    way = _way(figure.difference)
    if way == 0:
        return "cannot tell", f"{said} The difference is within what these recordings can resolve."
    return ("supports" if way > 0 else "contradicts"), said


def _back_brakes(backward: Measurement, speeds: Speeds) -> Found:
    """Return whether hamstrings and calf take up more than the quadriceps."""
    calf, hamstrings, front = (
        share_of_work("taken", *groups)(backward, "backward")
        for groups in ((CALF,), POSTERIOR, (KNEE_EXTENSORS,))
    )
    both = share_of_work("taken", CALF, *POSTERIOR)(backward, "backward")
    if calf is None or hamstrings is None or front is None or both is None:
        return "cannot tell", _NO_WORK
    said = (
        f"Of what the joints took up on the ground, the calf took {percent(calf)}, hip extensors "
        f"and knee flexors {percent(hamstrings)} and knee extensors {percent(front)}."
    )
    return _apart(both, front, speeds, said, named=(calf, hamstrings))


def _apart(
    claimed: Estimate,
    others: Estimate,
    speeds: Speeds,
    said: str,
    named: tuple[Estimate, ...] = (),
) -> Found:
    """Return whether the muscles that a statement names do more than the others, for certain.

    Where it names several, each of them must do something for certain.
    """
    if speeds.backward_gait != "run":
        return "cannot tell", f"{said} The article speaks of running, and this is not."
    if claimed.low > others.high:
        if any(one.low <= 0 for one in named):
            return "cannot tell", f"{said} Not each of the muscles it names is sure to work."
        return "supports", said
    if claimed.high < others.low:
        return "contradicts", said
    return "cannot tell", f"{said} The intervals overlap."


def _less(figure: ComparedFigure | None, speeds: Speeds, what: str) -> Found:
    """Return whether something that rises with speed is less backward than forward."""
    if figure is None or figure.backward is None or figure.forward is None:
        return "cannot tell", f"The {what} is not measured in both recordings."
    said = f"The {what} was {load(figure.backward)} backward and {load(figure.forward)} forward"
    way = _way(figure.difference)
    if way == 0:
        return "cannot tell", f"{said}; the difference is within what these recordings resolve."
    if not speeds.both_run:
        return "cannot tell", f"{said}. {_NOT_RUN}"
    answer: Answer = "supports" if way < 0 else "contradicts"
    if speeds.same:
        return answer, f"{said}, at about the same speed."
    faster = speeds.backward_mps - speeds.forward_mps
    if faster * way < 0:  # less although faster, or more although slower
        return answer, f"{said}, although backward was the {_pace(faster)} of the two."
    return "cannot tell", f"{said}, but the speeds differ, and speed alone can do that."


def _pace(faster_mps: float) -> str:
    return "faster" if faster_mps > 0 else "slower"


def _way(difference: Estimate | None) -> int:
    """Return the sign of a difference whose whole interval lies on one side, else 0."""
    if difference is None or difference.low <= 0 <= difference.high:
        return 0
    return 1 if difference.value > 0 else -1


def _less_by_impact(knee: Found, impact: Found) -> Found:
    """Easier on the knees because the impact is smaller: both halves must hold."""
    if impact[0] == "contradicts":
        return "contradicts", f"The impact was not smaller. {impact[1]}"
    if knee[0] == "contradicts":
        return "contradicts", f"It was not easier on the knee. {knee[1]}"
    if knee[0] == impact[0] == "supports":
        return "supports", f"{knee[1]} {impact[1]}"
    return "cannot tell", f"{knee[1]} {impact[1]}"


def _energy(figures: Mapping[str, ComparedFigure], speeds: Speeds) -> Found:
    """No recording here measures energy; the equations assume what the statement says."""
    metre, minute = (figures.get(name) for name in ("energy_cost", "energy_per_minute"))
    said = ["Neither recording measures energy."]
    if metre is not None and metre.difference is not None:
        said.append(
            "What is shown is worked out from published equations, in which a metre backward costs "
            f"{more(metre.difference)} than a metre forward at equal speed."
        )
    if minute is not None and minute.difference is not None:
        said.append(f"A minute, at the speeds gone here: {more(minute.difference)}.")
    if not speeds.both_run:
        said.append(_NOT_RUN)
    return "cannot tell", " ".join(said)
