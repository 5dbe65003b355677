"""Figures of the log and of tests as a reader's language writes them, with their units."""

from collections.abc import Mapping

from backstride.estimate import Estimate
from backstride.exchange.words import estimate_words, unit_label
from backstride.training.athlete_words import PainSide, Site
from backstride.web.sentences import number
from backstride.web.words_of import Words, key_of


def figure_words(found: Estimate, say: Words) -> str:
    """Return a figure with interval and unit; a count has neither interval nor decimals."""
    label = unit_label(found.unit)
    if found.low == found.high:
        text = f"{found.value:.0f} {label}"
    else:
        text = number(estimate_words(found), say)
    return text.removesuffix(label) + unit_words(label, say) if label else text


def unit_words(unit: str, say: Words) -> str:
    """Return a unit as a person reads it; as it is where it needs no words."""
    return say.section("figure_unit").get(key_of(unit), unit)


def plain_number(value: float, say: Words, digits: int = 3) -> str:
    """Return a number with some digits that count and the reader's decimal sign."""
    return number(f"{value:.{digits}g}", say)


def test_name(test_id: str, name: str, say: Words) -> str:
    """Return what an outcome test is called."""
    return say.section("outcome_test").get(test_id, name)


def site_words(site: Site, sides: Mapping[Site, PainSide], say: Words) -> str:
    """Return where it hurts, with its side where that was said."""
    name = say(f"site.{site}")
    return say(f"at_side.{sides[site]}", site=name) if site in sides else name
