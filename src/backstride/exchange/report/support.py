"""What the page's figures rest on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backstride.estimate import Estimate
from backstride.exchange.report.load.section import LoadSection
from backstride.measure.measurement import Measurement

_WALK_RUN_BY_SPEED = ["E6", "E10"]  # what measure goes by where no steps are known


@dataclass(frozen=True, slots=True)
class Support:
    """A finding that figures rest on: its id, what it says and where it is from (text, link)."""

    id: str
    statement: str
    citations: tuple[tuple[str, str], ...]


def _estimates(measurement: Measurement) -> Iterator[Estimate]:
    for found in measurement.gait.values():
        yield from found.values()
    for joints in measurement.joints.values():
        for found in joints.values():
            yield from found.values()
    if measurement.load is not None:
        for load in measurement.load.by_direction.values():
            yield from load.figures.values()
    if measurement.energy is not None:
        yield from measurement.energy.total.values()
        yield from measurement.energy.backward_over_forward.values()
        for spent in measurement.energy.by_direction.values():
            yield from spent.values()


def rests_on(measurement: Measurement, load: LoadSection | None) -> list[Support]:
    """Return the findings that the page's figures and sentences cite, each with its sources."""
    ids = [i for e in _estimates(measurement) for i in e.sources]
    ids += [i for _, findings in load.research for i in findings] if load else []
    if any(bout.gait_basis == "speed" for bout in measurement.bouts):
        ids += _WALK_RUN_BY_SPEED
    return cited(ids)


def cited(ids: Iterable[str]) -> list[Support]:
    """Return findings by id, each once; one that the evidence lacks stands by its id alone."""
    from backstride import evidence  # noqa: PLC0415 - reads its tables when first asked

    found = []
    for one in dict.fromkeys(ids):
        if not evidence.exists(one):
            found.append(Support(one, "", ()))
            continue
        sources = evidence.reference((one,))
        found.append(
            Support(one, evidence.finding(one).statement, tuple((c.text, c.link) for c in sources))
        )
    return found
