"""What templates promise: nothing that research contradicts, and no number without a finding."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from backstride.evidence import claim, claims, exists, finding
from backstride.training.template import Template
from backstride.training.template_evidence import dose_grade, sources_of
from backstride.training.templates import template, templates

ALL = pytest.mark.parametrize("one", templates().values(), ids=list(templates()))

REFUTED = {one.id for one in claims() if one.verdict in ("contradicted", "untraceable")}

_CITED_CLAIM = re.compile(r"\bS[12]-\d\d\b")
_CITED_FINDING = re.compile(r"\b(?!S[12]-)(?:[A-Z]{1,3})\d+[a-z]?\b(?!-)")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")

TELL_TALES = {
    "S1-14": r"recover\w* from hip",
    "S1-15": r"recover\w* from groin",
    "S1-17": r"recover\w* from calf",
    "S1-18": r"recover\w* from shin",
    "S2-02": r"glutes|hamstrings|lower back",
    "S2-04": r"glutes|hamstrings|feet lift higher",
    "S2-06": r"protects? (the )?joints|from wear|wear less",
    "S2-08": r"10 to 15 ?%",
    "S2-09": r"strengthening|glutes|hamstrings",
    "S2-11": r"prevents? (shin|stress)|IT-band|stress fractures?",
    "S2-13": r"prevents? falls|fewer falls",
    "S2-15": r"elite sprinters",
    "S2-16": r"lengthens? the stride|longer stride|quickens? the legs|turnover",
    "S2-19": r"(lowers?|fewer) injuries from|always moving forward",
    "S2-20": r"stronger kick|kicking",
    "S2-25": r"2017|more calories",
    "S2-26": r"stronger (hamstrings|calves)|hamstrings",
    "S2-27": r"Karp",
    "S2-28": r"Levine",
    "S2-33": r"sharpens?|focus|quick decisions",
    "S2-34": r"mental toughness|toughness",
    "S2-35": r"burnout|motivat\w+|break for the mind",
    "S2-38": r"University of California|long-term knee|stability after",
    "S2-39": r"hip flexors|glutes",
    "S2-40": r"ankle mobility|mobile ankle",
    "S2-41": r"ankle has to|bend and straighten further",
    "S2-45": r"burns? more|back of the body",
    "S2-48": r"\bcore\b|whole body|full-body",
    "S2-49": r"trains? defenders|back-pedal movement",
    "S2-51": r"quickens? goalkeepers|quicker (feet|reactions)|reactions",
    "S2-52": r"cyclists' (endurance|power)|endurance and power",
    "S2-53": r"overuse",
    "S2-55": r"soft (surface|ground)|lowers the risk",
    "S2-57": r"more likely than in forward|collisions",
    "S2-59": r"less impact|same muscles",
    "S2-60": r"low[- ](in )?impact",
    "S2-61": r"\bsafe in rehabilitation|is safe\b",
    "S2-62": r"glutes|hamstrings|lower back|\bcore\b",
}
"""How each contradicted or untraceable claim sounds where it is passed off as a benefit."""


def _promises(one: Template) -> Iterator[str]:
    """Yield every text in which a template could promise something."""
    yield from (one.title, one.purpose, one.shows, one.dose)
    for rung in one.rungs:
        yield from (rung.session.title, rung.session.note)
        yield from (step.cue for step in rung.session.steps())


def _promised_claims(one: Template) -> set[str]:
    """Return refuted claims that sound from the texts of a template, or are cited in them."""
    texts = list(dict.fromkeys(_promises(one)))
    found = {ref for text in texts for ref in _CITED_CLAIM.findall(text)} & REFUTED
    for ref, pattern in TELL_TALES.items():
        if any(re.search(pattern, text, re.IGNORECASE) for text in texts):
            found.add(ref)
    return found


def test_every_refuted_claim_has_a_tell_tale_that_recognises_it() -> None:
    """A verdict that changes asks for a pattern, and a pattern that fits nothing is no check."""
    assert TELL_TALES.keys() == REFUTED
    for ref, pattern in TELL_TALES.items():
        assert re.search(pattern, claim(ref).text, re.IGNORECASE), ref


@ALL
def test_no_refuted_claim_is_promised(one: Template) -> None:
    """Neither by its id nor by its words."""
    assert _promised_claims(one) == set()


@pytest.mark.parametrize("ref", sorted(REFUTED))
@pytest.mark.parametrize("field", ["title", "purpose", "shows", "dose"])
def test_a_planted_claim_is_found(ref: str, field: str) -> None:
    """The check can fail: the claim's own words, or its id, wherever a promise could stand."""
    one = template("hills")
    for planted in (claim(ref).text, f"It is good for you ({ref})."):
        text: dict[str, Any] = {field: planted}
        told = replace(one, **text)
        assert ref in _promised_claims(told)


@ALL
def test_refuted_claims_are_answered_where_they_are_touched(one: Template) -> None:
    """Each stands in what research does not show, and what stands there is listed."""
    answered = set(_CITED_CLAIM.findall(one.does_not_show))
    listed = set(one.claims)
    assert listed & REFUTED <= answered
    assert {ref for text in _promises(one) for ref in _CITED_CLAIM.findall(text)} <= listed
    assert answered <= listed
    assert one.does_not_show


def test_every_refuted_claim_of_training_or_rehabilitation_is_answered_somewhere() -> None:
    """What an athlete may hope for from a template is answered in one."""
    hoped_for = {"rehabilitation", "speed", "agility", "mind", "balance", "injury"}
    refuted = {one.id for one in claims() if one.id in REFUTED and hoped_for & set(one.topics)}
    answered = {ref for one in templates().values() for ref in one.claims}
    quotes = {"S2-28"}  # a person's words, which no template could train
    assert refuted - answered == quotes


@ALL
def test_findings_and_claims_exist_and_may_be_shown(one: Template) -> None:
    """No id leads nowhere, none is background knowledge, and none was rejected."""
    for ref in one.findings:
        assert exists(ref)
        assert finding(ref).shown
        assert not finding(ref).rejected
    assert all(claim(ref).id == ref for ref in one.claims)
    for text in (one.dose, one.shows, one.does_not_show):
        assert {ref for ref in _CITED_FINDING.findall(text) if exists(ref)} <= {
            *one.findings,
            *_GENERAL,
        }


_GENERAL = {"L6e", "LIM1", "L1b", "L1c"}
"""Cited as the reason why a dose is opinion; not listed by every template."""


@ALL
def test_no_number_of_what_research_shows_is_invented(one: Template) -> None:
    """Each stands in a finding of the template, or names one."""
    known = " ".join(_words(ref) for ref in one.findings)
    text = _CITED_CLAIM.sub("", _CITED_FINDING.sub("", one.shows)).replace("FIFA 11+", "")
    for number in _NUMBER.findall(text):
        assert re.search(rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)", known), number


def _words(ref: str) -> str:
    found = finding(ref)
    numbers = " ".join(value.text() for value in found.values)
    return f"{found.statement} {numbers} {found.population} {found.conditions}"


@ALL
def test_a_dose_says_where_it_comes_from(one: Template) -> None:
    """Research needs a study of training, or a protocol; opinion says that it is one."""
    sections = {finding(ref).section for ref in one.dose_from}
    grade = dose_grade(one)
    if one.basis == "expert opinion":
        assert grade is None
        assert "xpert opinion" in one.dose
        return
    assert sections <= {"training", "warm_up", "energetics"}
    assert grade in ("A", "B", "C", "N")
    assert all(f"{ref}" in one.dose for ref in one.dose_from)
    designs = {finding(ref).design for ref in one.dose_from}
    assert designs <= {"randomised", "controlled", "single_group", "description"}
    assert sources_of(one)


def test_published_doses_are_in_the_sessions() -> None:
    """What the abstracts give stands in the last rungs, to the number."""
    sprints = template("sprint-youth").rungs[-1].session.steps()
    backward = [step for step in sprints if step.direction == "backward"]
    assert [20.0] * 14 == [step.amount for step in backward]  # R4: 2 sets x 7 x 20 m
    once = template("sprint-once-a-week").rungs[-1].session.steps()
    assert 28 == sum(step.direction == "backward" for step in once)  # R4: 4 sets x 7
    work = template("intervals").rungs[-1].session.steps()
    efforts = {(step.amount, step.effort) for step in work if step.direction == "backward"}
    (amount, effort) = efforts.pop()
    assert 120 == amount
    assert effort is not None
    assert (60, 85) == (effort.low, effort.high)  # R6
    belt = template("economy-treadmill-harness").rungs
    speeds = [
        {step.effort.low for step in rung.session.steps() if step.effort and step.effort.low}
        for rung in (belt[0], belt[-1])
    ]
    assert [{round(134 / 60, 2)}, {round(161 / 60, 2)}] == speeds  # E12, in m/min
    assert (10, 10) == template("economy-treadmill-harness").weeks


def test_caution_is_said_where_landing_on_the_forefoot_matters() -> None:
    """For calf and Achilles nothing is recommended: tendon load may be higher (J9)."""
    one = template("calf-and-achilles")
    assert "J9" in one.findings
    assert "more, not less" in one.does_not_show
    assert one.shows.startswith("A caution")


def test_the_acl_template_names_the_criteria_before_running() -> None:
    """Those of Rambaud 2018 and the swelling beside them."""
    dose = template("acl-reconstruction").dose
    assert all(text in dose for text in ("12 weeks", "95 %", "below 2", "70 %", "swelling", "L2b"))
