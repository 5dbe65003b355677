"""What an error says, in the language of whoever reads it.

Errors are raised in English where they arise, since the command line and the API say them too. A
page says them from a catalogue; what is missing there stays in English rather than unsaid.
"""

import tomllib
from functools import cache
from importlib.resources import files

from backstride.errors import BackstrideError
from backstride.web.words_of import Words


def told(error: BackstrideError | str, say: Words) -> str:
    """Return what an error says, as a sentence of a page."""
    return translated(error, say.language) or str(error)


def translated(error: object, language: str) -> str | None:
    """Return what an error says in a language; None where the catalogue does not have it."""
    table, words = sentences(language)
    sentence = getattr(error, "sentence", None) or str(error)
    found = table.get(sentence)
    if found is None:
        return None
    values = getattr(error, "values", {})
    return found.format(
        **{
            name: words.get(one, one) if isinstance(one, str) else one
            for name, one in values.items()
        }
    )


@cache
def sentences(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what errors say in a language by what they say in English, and words within them."""
    file = files(__package__).joinpath("words", "errors", f"{language}.toml")
    if not file.is_file():
        return {}, {}
    found = tomllib.loads(file.read_text("utf-8"))
    return {one["en"]: one[language] for one in found["said"]}, found["words"]
