"""Loading: typed, lazy, and loud about a mistake in the data."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride import evidence
from backstride.evidence import load
from backstride.evidence.grades import DESIGNS, GRADES, SEEN, Design, Seen, grade_of
from backstride.evidence.records import Value


def test_an_unknown_key_is_named() -> None:
    """A misspelt key is an error that names file, entry and key."""
    with pytest.raises(ValueError, match=r"f.toml: cost has the unknown key 'valeu'"):
        load.record(Value, {"quantity": "cost", "unit": "", "valeu": 1}, "f.toml")


def test_a_missing_key_is_named() -> None:
    """A key that is left out is an error that names it."""
    with pytest.raises(ValueError, match=r"f.toml: cost lacks 'unit'"):
        load.record(Value, {"quantity": "cost"}, "f.toml")


def test_an_id_given_twice_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two entries may not share an id."""
    entry = '[[source]]\nid = "one"\ncitation = "One"\n'
    (tmp_path / "sources.toml").write_text(entry * 2)
    monkeypatch.setattr(load, "_DATA", tmp_path)
    with pytest.raises(ValueError, match="'one' is there twice"):
        load.all_sources.__wrapped__()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ('id = "T1"', "'T1' does not belong to energetics"),
        ('seen = "B"', "seen is 'B'"),
        ('design = "guess"', "'guess' is none of"),
    ],
)
def test_a_finding_that_makes_no_sense_is_an_error(
    changed: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A finding in the wrong file, or with an unknown mark or design, is refused."""
    entry = {"id": '"E1"', "statement": '"One."', "seen": '"A"', "design": '"repeated"'}
    key, value = changed.split(" = ")
    lines = [f"{k} = {v}" for k, v in (entry | {key: value}).items()]
    text = "\n".join(["[[finding]]", *lines])
    (tmp_path / "findings_energetics.toml").write_text(text)
    monkeypatch.setattr(load, "_DATA", tmp_path)
    with pytest.raises(ValueError, match=message):
        load.section_findings.__wrapped__("energetics")


@pytest.mark.parametrize("ask", [evidence.finding, evidence.claim, evidence.source])
def test_an_unknown_id_is_a_key_error_that_names_it(ask: object) -> None:
    """Asking for what is not there says what was asked for."""
    assert callable(ask)
    with pytest.raises(KeyError, match="nothing-1"):
        ask("nothing-1")


@given(st.text())
def test_whether_an_id_exists_can_be_asked_of_any_text(text: str) -> None:
    """No text makes the question fail, and what exists can be fetched."""
    if evidence.exists(text):
        assert text in {one.id for one in evidence.sources()} or evidence.finding(text).id == text


def test_findings_and_sources_exist_and_claims_are_no_evidence() -> None:
    """What may be cited exists, hidden findings too; a claim may not be cited."""
    cited = {"E4", "P1", "L6c", "REC3", "roos-2012", "S1-02", "E99", "e4", ""}
    assert {"E4", "P1", "L6c", "REC3", "roos-2012"} == {x for x in cited if evidence.exists(x)}


def test_a_finding_costs_its_own_section_only() -> None:
    """Neither claims nor other sections nor expectations are read to look one finding up."""
    script = (
        "from backstride import evidence; from backstride.evidence import load;"
        "evidence.finding('E4');"
        "read = (load.all_claims, load.all_questions, load.all_sources, load.all_expectations);"
        "print(load.section_findings.cache_info().currsize,"
        " sum(one.cache_info().currsize for one in read))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1", "0"]


@given(
    st.sampled_from(list(SEEN)), st.sampled_from(list(DESIGNS)), st.none() | st.integers(1, 1000)
)
def test_grades_follow_from_how_it_was_seen(seen: Seen, design: Design, people: int | None) -> None:
    """Only abstracts and full texts grade A to C; what was not checked always grades X."""
    grade = grade_of(seen, design, people)
    assert grade in GRADES
    if seen in ("M", "not_found"):
        assert grade == "X"
    elif grade in ("A", "B", "C"):
        assert seen in ("A", "P")


@given(st.sampled_from(list(SEEN)), st.sampled_from(list(DESIGNS)), st.integers(1, 1000))
def test_more_people_never_lower_a_grade(seen: Seen, design: Design, people: int) -> None:
    """A study is not graded worse for having one person more, or for stating how many."""
    order = "ABCDNX"
    grade = order.index(grade_of(seen, design, people))
    assert order.index(grade_of(seen, design, people + 1)) <= grade
    assert grade <= order.index(grade_of(seen, design, None))


@pytest.mark.parametrize(
    ("grade", "finding_id"),
    [
        ("A", "R17"),
        ("B", "E4"),
        ("C", "E1"),
        ("C", "E12"),
        ("D", "E1d"),
        ("N", "E10"),
        ("X", "R18"),
    ],
)
def test_grades_of_known_findings(grade: str, finding_id: str) -> None:
    """A meta-analysis, a comparison, small and uncontrolled studies, arithmetic, and no study."""
    assert grade == evidence.finding(finding_id).grade


def test_a_value_reads_as_it_was_published() -> None:
    """Digits are neither added nor lost, and an interval and its kind are told."""
    e4 = evidence.finding("E4").values[0]
    expected = "backward 5.8 ± 1.4, forward 4.5 ± 1.1 J/kg/m [SD; ratio 1.29; p <0.001]"
    assert expected == e4.text()
    assert evidence.finding("L6").values[0].text() == "1.59 (0.96 to 2.66) [p = 0.07]"
    assert evidence.finding("E11").values[0].text() == "6.0 MET"
    assert evidence.finding("E7").values[0].text() == "17 to 20 % [p <0.00001]"
