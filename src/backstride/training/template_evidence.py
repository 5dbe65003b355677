"""What a template rests on: the grade of its dose, and the sources behind its findings."""

from typing import get_args

from backstride.evidence import Grade, Source, finding, source
from backstride.training.template import Template

_GRADES: tuple[Grade, ...] = get_args(Grade)


def dose_grade(template: Template) -> Grade | None:
    """Return the weakest grade of the findings that the dose is from; None for expert opinion."""
    grades = [finding(one).grade for one in template.dose_from]
    return max(grades, key=_GRADES.index, default=None)


def sources_of(template: Template) -> tuple[Source, ...]:
    """Return the sources of all findings of a template, each once, in the order of findings."""
    ids = (one for name in template.findings for one in finding(name).sources)
    return tuple(source(one) for one in dict.fromkeys(ids))
