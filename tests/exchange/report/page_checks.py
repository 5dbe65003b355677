"""What every page must keep to, whatever it shows."""

import re

from tests.exchange.report.html_pages import Element, parse


def section(root: Element, name: str) -> Element:
    """Return the section with a heading of this id."""
    return next(e for e in root.all("section") if e.attributes.get("aria-labelledby") == name)


def words_of(page: str) -> str:
    """Return all that a page says, without style and scripts."""
    root = parse(re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL))
    return root.text


def is_whole_html(page: str) -> None:
    """Fail unless tags nest and close, ids are unique, and links within the page lead somewhere."""
    root = parse(page)
    ids = [e.attributes["id"] for e in root.everything() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert root.all("html")[0].attributes["lang"] == "en"
    inner = [e.attributes["href"] for e in root.all("a") if e.attributes["href"].startswith("#")]
    assert inner
    assert {link[1:] for link in inner} <= set(ids)
    named = [e.attributes["aria-labelledby"] for e in root.all("section")]
    assert set(named) <= set(ids)


def tables_have_captions_and_scopes(page: str) -> None:
    """Fail unless tables can be read without seeing them, and every row is as long as its head."""
    tables = parse(page).all("table")
    assert tables
    for table in tables:
        assert table.all("caption")[0].text
        heads = table.all("thead")[0].all("th")
        assert all(e.attributes["scope"] == "col" for e in heads)
        for row in table.all("tbody")[0].all("tr"):
            assert row.children[0].attributes["scope"] == "row"
            assert len(row.children) == len(heads)


def pictures_have_names_sentences_and_tables(page: str) -> None:
    """Fail when a picture is the only way to learn something."""
    root = parse(page)
    for figure in root.all("figure"):
        assert figure.all("figcaption")[0].text.endswith(".")
        assert figure.all("table")
    for svg in root.all("svg"):
        hidden = svg.attributes.get("aria-hidden") == "true"
        within_hidden = not svg.attributes.get("class")  # legends hide as a whole list
        assert hidden or within_hidden or svg.attributes["aria-label"]


def never_shows_a_missing_number(page: str) -> None:
    """Fail when what was not seen is anything but a dash or a sentence."""
    without_code = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(
        r"\b(nan|NaN|None(?! (was|were|of))|inf|Infinity|null m)\b", words_of(without_code)
    )
    assert not re.search(r"[\"\s>,\[]-?(nan|inf)\b", without_code, flags=re.IGNORECASE)


def is_sound(page: str) -> Element:
    """Return a page, read, after every check that all pages pass."""
    is_whole_html(page)
    tables_have_captions_and_scopes(page)
    pictures_have_names_sentences_and_tables(page)
    never_shows_a_missing_number(page)
    return parse(page)
