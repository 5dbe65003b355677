"""The page of a backward recording beside a forward one."""

import re
from dataclasses import replace

import pytest

from backstride import evidence
from backstride.exchange.report import render_comparison
from backstride.exchange.report.comparison.differences import difference_charts, expected_difference
from backstride.measure import measure
from backstride.measure.compare import Comparison, compare
from backstride.simulate import load_scenario, simulate
from tests.exchange.report.html_pages import Element, parse


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Return a comparison of one simulated runner in both directions at one speed."""
    motion, _ = simulate(load_scenario("run-turn-around"))
    both = measure(motion)
    return compare(both, both)


@pytest.fixture(scope="module")
def page(comparison: Comparison) -> str:
    """Return its page."""
    return render_comparison(comparison)


@pytest.fixture(scope="module")
def root(page: str) -> Element:
    """Return its page, read."""
    return parse(page)


def section(root: Element, name: str) -> Element:
    """Return the section with a heading of this id."""
    return next(e for e in root.all("section") if e.attributes.get("aria-labelledby") == name)


def test_first_line_names_both_runs_and_their_speeds(root: Element, comparison: Comparison) -> None:
    """The heading says what is set beside what, and the caution follows at once."""
    heading = root.all("h1")[0].text
    assert re.fullmatch(
        r"Backward running at [\d.]+ m/s beside forward running at [\d.]+ m/s\.", heading
    )
    texts = [e.text for e in root.all("header")[0].children]
    assert texts[texts.index(heading) + 1] == comparison.caution


def test_computed_runners_are_labelled(root: Element) -> None:
    """A comparison of computed runners says so above its heading."""
    assert "Simulated data." in root.all("header")[0].all("p")[1].text


def test_every_figure_has_its_row_with_verdict_and_reason(
    root: Element, comparison: Comparison
) -> None:
    """Nothing that was compared is left out of the table, and what was not is said under it."""
    table = next(t for t in root.all("table") if t.all("caption")[0].text == "All figures")
    rows = [[c.text for c in row.children] for row in table.all("tbody")[0].all("tr")]
    shown = [f for f in comparison.figures if f.verdict != "not measured"]
    assert [row[0].lower() for row in rows] == [f.expectation.label.lower() for f in shown]
    assert [row[4] for row in rows] == [f.verdict for f in shown]
    said = [e.text for e in section(root, "differences").all("dd")]
    assert all(f.reason in why for f, why in zip(shown, said, strict=True))


def test_what_only_one_recording_shows_is_named_below_the_table(comparison: Comparison) -> None:
    """A figure that cannot be compared has no row of dashes, but a name and a reason."""
    page = render_comparison(compare(replace(comparison.backward, joints={}), comparison.forward))
    said = section(parse(page), "differences").text
    assert "Not compared: knee range, hip range, ankle range and trunk lean." in said
    assert "The backward recording does not show them." in said


def test_research_is_marked_where_it_gives_a_number(comparison: Comparison) -> None:
    """The expected mark of step frequency stands at its published difference."""
    figure = next(f for f in comparison.figures if f.expectation.quantity == "step_frequency")
    assert figure.expectation.ratio is not None
    assert expected_difference(figure) == pytest.approx(100 * (figure.expectation.ratio - 1))
    charts = dict(difference_charts(comparison))
    assert 'class="expected"' in charts["Steps, in percent of forward"].pictures[0]


def test_differences_beyond_the_axis_are_marked_at_its_edge(comparison: Comparison) -> None:
    """A difference of several hundred percent does not squeeze the others together."""
    figures = []
    for f in comparison.figures:
        d = f.difference
        if d is not None and f.expectation.quantity == "flight_time":
            d = replace(d, value=400.0, low=300.0, high=500.0)
        figures.append(replace(f, difference=d))
    charts = dict(difference_charts(replace(comparison, figures=tuple(figures))))
    chart = charts["Steps, in percent of forward"]
    wide = parse(chart.pictures[0])
    inside = [float(e.attributes[x]) for e in wide.all("line") for x in ("x1", "x2")]
    assert max(inside) <= 900
    assert [e for e in wide.all("path") if e.attributes.get("class") == "clipped"]
    assert "flight time +400" in chart.sentence


def test_unequal_speeds_weaken_the_verdicts(comparison: Comparison) -> None:
    """Where research holds at equal speed, unequal speeds are said beside the verdict."""
    charts = difference_charts(replace(comparison, same_speed=False))
    said = " ".join(chart.sentence for _, chart in charts)
    assert "unequal speed" in said
    assert "unequal speed" not in " ".join(c.sentence for _, c in difference_charts(comparison))


def test_both_directions_share_each_joint_panel(root: Element) -> None:
    """A joint's panel has the backward curve solid and the forward one dashed."""
    panels = section(root, "joints").all("svg")
    shown = [p for p in panels if "any" in p.attributes.get("class", "")]
    assert len(shown) == 7
    for panel in shown:
        kinds = [e.attributes["class"] for e in panel.all("path")]
        assert kinds == [
            "spread backward",
            "curve backward",
            "spread forward second",
            "curve forward second",
        ]


def test_claims_stand_with_the_verdict_of_research(root: Element) -> None:
    """The articles' claims appear with what research says and what this pair shows."""
    rows = section(root, "claims").all("tbody")[0].all("tr")
    found = [[c.text for c in row.children] for row in rows]
    assert ["Steps come faster.", "supported", "S1-05"] in [row[2:] for row in found]


def test_page_is_sound(page: str, root: Element) -> None:
    """Ids are unique, tables have captions and scopes, pictures names, and nothing is fetched."""
    ids = [e.attributes["id"] for e in root.everything() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    named = {e.attributes["aria-labelledby"] for e in root.all("section")}
    assert named <= set(ids)
    for table in root.all("table"):
        assert table.all("caption")[0].text
        columns = len(table.all("thead")[0].all("th"))
        assert all(len(row.children) == columns for row in table.all("tbody")[0].all("tr"))
    for figure in root.all("figure"):
        assert figure.all("figcaption")[0].text.endswith(".")
        assert figure.all("table")
    assert not root.all("script")
    assert not [e for e in root.everything() if "src" in e.attributes]
    without_style = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not re.search(r"\b(nan|NaN|None|inf)\b", without_style)


def test_nothing_in_common_is_said_and_not_drawn(comparison: Comparison) -> None:
    """Recordings without steps or joints leave sentences, not empty pictures."""
    bare = replace(
        comparison.backward, gait={}, joints={}, curves={}, steps=(), load=None, energy=None
    )
    page = render_comparison(compare(bare, comparison.forward))
    root = parse(page)
    assert "No figure was measured in both recordings" in section(root, "differences").text
    assert "share no joint" in section(root, "joints").text


def test_statements_stand_under_their_questions_with_both_answers(
    root: Element, comparison: Comparison
) -> None:
    """Each statement has the article's words, this pair's answer and research's verdict."""
    part = section(root, "statements")
    asked = [e.text for e in part.all("h3")]
    assert asked == list(dict.fromkeys(s.question for s in comparison.statements))
    answers = part.all("li")
    assert len(answers) == len(comparison.statements)
    for item, statement in zip(answers, comparison.statements, strict=True):
        claim = evidence.claim(statement.claim)
        assert claim.text in item.text
        assert statement.reason in item.text or "For the same reason." in item.text
        assert f"Research: {claim.verdict}." in item.text
        assert item.attributes["class"] == statement.answer.replace(" ", "-")


def test_both_directions_share_the_chart_of_work(root: Element) -> None:
    """Who propels and who brakes is drawn for both recordings, in the colour of each."""
    part = section(root, "work")
    kinds = {e.attributes["class"] for e in part.all("path")}
    assert {"bar backward", "bar forward"} <= kinds
    assert "not which muscle" in part.text


def test_recordings_without_a_body_have_no_empty_figures() -> None:
    """Two watches side by side show no stick figure, no joints and no chart of work."""
    motion, _ = simulate(load_scenario("run-turn-around"))
    worn = measure(replace(motion, skeleton=None))
    root = parse(render_comparison(compare(worn, worn)))
    named = {e.attributes["aria-labelledby"] for e in root.all("section")}
    assert {"statements", "differences"} <= named
    assert not {"poses", "joints", "work"} & named
