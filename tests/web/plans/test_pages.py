"""How the pages of plans are made."""

import re

import pytest

from tests.exchange.report.html_pages import parse
from tests.web.plans.conftest import GERMAN, HEALTHY, HTML, Follower

PATHS = (
    "/",
    "/plan",
    "/plan?month=2026-12",
    "/plan/history",
    "/plan/calendar",
    "/screening",
    "/screening/result",
    "/begin",
    "/sessions",
    "/plan/KEY",
    "/plan/KEY?move=yes",
    "/plan/DONE",
)


@pytest.mark.parametrize("headers", [HTML, GERMAN], ids=["en", "de"])
def test_pages_are_well_made(ada: Follower, headers: dict[str, str]) -> None:
    """Tags nest, ids are unique, fields have labels, and nothing stands inline."""
    ada.log(0, rpe=6, pain_during={"knee": 6.0})
    keys = {"KEY": ada.key(1), "DONE": ada.key(0)}
    for path in PATHS:
        for name, key in keys.items():
            path = path.replace(name, key)  # noqa: PLW2901 - the address with a key in it
        _check(ada.client.get(path, headers=headers).text, path)


def _check(text: str, path: str) -> None:
    root = parse(text)
    assert len(root.all("h1")) == 1, path
    labels = {one.attributes.get("for") for one in root.all("label")}
    inside = {id(field) for one in root.all("label") for field in one.everything()}
    for kind in ("input", "select", "textarea"):
        for one in root.all(kind):
            named = one.attributes.get("id") in labels or id(one) in inside
            is_hidden = one.attributes.get("type") == "hidden"
            assert named or is_hidden or "aria-label" in one.attributes, path
    ids = [e.attributes["id"] for e in root.everything() if "id" in e.attributes]
    assert len(ids) == len(set(ids)), path
    for one in root.everything():
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((one.attributes.get(name) or "").split()) <= set(ids), path
    assert not re.search(r"<[^>]+ (style|on\w+)=", text), path


def test_wrong_fields_are_tied_to_what_is_said_of_them(person: Follower) -> None:
    """What is wrong stands beside its field and is announced with it."""
    form = {**HEALTHY, "mass": "", "pain1_site": "knee"}
    root = parse(person.client.post("/screening", data=form, headers=HTML).text)
    ids = {e.attributes.get("id") for e in root.everything()}
    wrong = [e for e in root.everything() if e.attributes.get("aria-invalid") == "true"]
    assert [one.attributes["name"] for one in wrong] == ["mass", "pain1_level"]
    for one in wrong:
        assert set((one.attributes["aria-describedby"] or "").split()) <= ids
