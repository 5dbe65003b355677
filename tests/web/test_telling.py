"""Errors on pages, in the language of the reader."""

import ast
import string
from pathlib import Path

import pytest

import backstride
from backstride.errors import SettingsError
from backstride.journal import LOCAL
from backstride.web.telling import sentences, told, translated
from backstride.web.words_of import LANGUAGES, words_in
from tests.web.people.club import PASSWORD, Club
from tests.web.people.conftest import club, empty_file

__all__ = ["club", "empty_file"]

SAID = frozenset(
    {"ConflictError", "NotAllowedError", "NotThereError", "SettingsError", "ProblemError"}
)
"""Errors whose sentence a page shows."""

NEVER_ON_A_PAGE = frozenset(
    {
        "{name} is {value}; it must be one of {choices}.",
        "Answer the screening first.",
        "Nothing is shared with this person; invite them.",
        "Nothing was answered yet.",
        "The piece is empty; send its lines.",
        "There is no such group of files; open one first.",
        "There is no such run.",
        "a journal needs a file; name one after sqlite:///.",
        "entry_id must be 32 hexadecimal digits.",
        "name is not the person's name, so nothing was deleted.",
        "this entry_id is taken; choose another at random.",
    }
)
"""Said to scripts, by the phone's recorder or on the command line alone."""


def said_in_code() -> dict[str, str]:
    """Return every whole sentence with which an error is raised, and where."""
    root = Path(backstride.__file__).parent
    found = {}
    for path in (*root.glob("journal/**/*.py"), *root.glob("web/**/*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in SAID:
                for one in call.args:
                    if isinstance(one, ast.Constant) and " " in str(one.value):
                        found[str(one.value)] = path.name
    return found


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_what_an_error_says_has_a_sentence_in_each_language(language: str) -> None:
    """Each that the journal or the app raises with a whole sentence and that can reach a page."""
    table, _ = sentences(language)
    missing = {one: where for one, where in said_in_code().items() if one not in table}
    assert {one: where for one, where in missing.items() if one not in NEVER_ON_A_PAGE} == {}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_sentence_of_the_catalogue_is_left_over(language: str) -> None:
    """Each stands in the code as it is, and has the same blanks in both languages."""
    table, _ = sentences(language)
    root = Path(backstride.__file__).parent
    texts = {
        str(one.value)
        for path in (*root.glob("journal/**/*.py"), *root.glob("web/**/*.py"))
        for one in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
    assert [one for one in table if one not in texts] == []
    for en, other in table.items():
        asked, used = (
            {field for _, field, _, _ in string.Formatter().parse(t)} for t in (en, other)
        )
        assert used <= asked, en


def test_what_fills_a_sentence_is_said_in_its_language_too() -> None:
    """A field is named as the page names it; what is no word of the app stays as it is."""
    error = SettingsError("{name} is empty; write something.", name="name")
    assert str(error) == "name is empty; write something."
    assert told(error, words_in("de")) == "Name ist leer; schreib etwas."
    assert told(error, words_in("en")) == "name is empty; write something."
    assert translated(SettingsError("nobody ever said this."), "de") is None
    odd = SettingsError(
        "{name!r} is no time zone; write one like Europe/Berlin or UTC.", name="{x}"
    )
    assert "{x}" in told(odd, words_in("de"))


def test_errors_on_german_pages_are_german(club: Club) -> None:
    """On a page of their own and beside the field; for a script they stay as they are."""
    club.member("Olga")
    ada, _ = club.member("Ada")
    bo, _ = club.member("Bo")
    club.journal.people.update(LOCAL, ada, language="de")
    browser = club.signed_in("Ada")
    other = browser.get(f"/people/{bo}/plan").text
    assert "Diese Person hat für dich nicht freigegeben, was du sehen möchtest." in other
    assert "shared with you" not in other
    zone = browser.post("/settings", data={"name": "Ada", "zone": "Moon"}).text
    assert "&#39;Moon&#39; ist keine Zeitzone; schreib eine wie Europe/Berlin oder UTC." in zone
    form = {"password": PASSWORD, "new": "ada"}
    assert "Ein Passwort hat 10 bis 200 Zeichen" in browser.post("/password", data=form).text
    assert "An dieser Adresse gibt es nichts." in browser.get("/nowhere").text
    said = browser.get(f"/api/people/{bo}/plan").json()["error"]["message"]
    assert said == "this person has not shared with you what you want to see."
