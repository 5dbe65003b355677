"""The tests that ship with Backstride, and how to load others."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from backstride.errors import SettingsError
from backstride.training.field_checks import check_word
from backstride.training.outcomes.definition import OutcomeTest, outcome_test_from_table

_DEFAULT = Path(__file__).with_name("data") / "outcome_tests.toml"


@cache
def outcome_tests() -> Mapping[str, OutcomeTest]:
    """Return the tests that ship with Backstride, by id, in their order."""
    return load_outcome_tests(_DEFAULT)


def outcome_test(test_id: str) -> OutcomeTest:
    """Return a test that ships with Backstride; SettingsError for an unknown id."""
    check_word("test", test_id, tuple(outcome_tests()))
    return outcome_tests()[test_id]


def load_outcome_tests(path: Path) -> Mapping[str, OutcomeTest]:
    """Return the tests in a TOML file of the form of ``data/outcome_tests.toml``.

    Raises
    ------
    SettingsError
        One sentence with the path, when the file cannot be read or a test makes no sense.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["test"]
        found = [outcome_test_from_table(table) for table in tables]
    except KeyError as error:
        raise SettingsError(f"{path}: the part {error} is missing.") from None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise SettingsError(f"{path}: these are no tests: {error}.") from None
    if len({one.id for one in found}) < len(found):
        raise SettingsError(f"{path}: an id is used twice.")
    return MappingProxyType({one.id: one for one in found})
