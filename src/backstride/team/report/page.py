"""What the page says, in the order in which it says it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any

from backstride import __version__, evidence
from backstride.estimate import Estimate
from backstride.team.figures import FIGURES
from backstride.team.groups import group_figures
from backstride.team.report import quality, tables
from backstride.team.report.parts import bouts_line, limits_line
from backstride.team.report.pitch_picture import pitch_pictures
from backstride.team.report.timeline import timeline
from backstride.team.report.words import BASIS_WORDS, duration, number, percent, plural, shown
from backstride.team.result import MatchResult

if TYPE_CHECKING:
    from backstride.team.gap import Gap

_ALWAYS = ("M1", "M2", "E6")  # findings that the page names in any case


@dataclass(frozen=True, slots=True)
class Card:
    """One large figure."""

    name: str
    value: str
    unit: str
    bounds: str
    why: str


def page_of(result: MatchResult, *, title: str | None, gap: "Gap | None") -> dict[str, Any]:
    """Return everything the template shows, as words, pictures and tables."""
    known = [one for group in result.by_team().values() for one in group]
    figures = group_figures(known)
    page = {
        "title": title or name_of(result),
        "headline": headline(result, figures),
        "facts": facts_of(result, len(known)),
        "warnings": _warnings(result.warnings),
        "limits": limits_line(result),
        "cards": _cards(figures, len(known)),
        "timeline": timeline(result),
        "pitches": pitch_pictures(result),
        "players": tables.player_tables(result),
        "groups": tables.group_tables(result),
        "phases": tables.phase_table(result),
        "gap": tables.gap_table(gap),
        "quality": quality.quality_facts(result),
        "tags": quality.tag_facts(result.games[0]) if len(result.games) == 1 else [],
        "left_out": quality.left_out_table(result),
        "games": quality.games_table(result),
        "how": _how(result),
        "cannot": _cannot(result),
        "sources": _sources(figures, gap),
        "version": __version__,
    }
    return page | {"contents": _contents(page)}


def name_of(result: MatchResult) -> str:
    """Return the name of the file, or of the folder of several, without its folders."""
    return PureWindowsPath(result.path or str(result.games[0].feed.path)).name


def _warnings(said: list[str]) -> list[str]:
    """Return the first warnings; those of single games are under the quality of the data too."""
    more = len(said) - _MOST_WARNINGS
    return said if more <= 1 else [*said[:_MOST_WARNINGS], f"And {more} more: see Data quality."]


_MOST_WARNINGS = 8


def headline(result: MatchResult, figures: dict[str, Estimate]) -> str:
    """Return the answer in one sentence."""
    share = figures.get("backward_share")
    if share is None:
        return "Nobody's facing is known, so no share is given"
    value, bounds, _ = shown(share)
    if result.facing == "estimated":
        return f"Backward for perhaps {value}\u00a0% of moving time, estimated: {bounds}\u00a0%"
    return f"Backward for {value}\u00a0% of moving time ({bounds or value}\u00a0%)"


def facts_of(result: MatchResult, players: int) -> list[tuple[str, str]]:
    """Return what is known of the feed."""
    feed = result.games[0].feed
    frames = sum(len(game.feed) for game in result.games)
    seconds = frames / feed.rate_hz
    facts = [
        ("Feed", feed.format),
        ("Seen", f"{duration(seconds)} at {feed.rate_hz:g} frames a second"),
        ("Players", f"{number(players)} of {number(len(result.players))} with a share"),
        ("Facing", BASIS_WORDS[result.facing]),
    ]
    if len(result.games) > 1:
        facts.insert(1, ("Games", number(len(result.games))))
    return facts


def _cards(figures: dict[str, Estimate], players: int) -> list[Card]:
    """Return the main figures: of all together, or for each player on average."""
    cards = []
    for key, name, each in (
        ("backward_share", "Backward, of moving time", False),
        ("backward_s", "Backward time a player", True),
        ("backward_m", "Backward way a player", True),
        ("backward_mean_mps", "Mean backward speed", False),
        ("backward_run_share_of_match", "Backward running, of all time", False),
        ("bouts", "Backward bouts a player", True),
        ("bout_s", "Usual bout", False),
        ("recoveries", "Bouts into a sprint a player", True),
        ("backward_extra_kj_per_kg", "Energy above the same forward, a player", True),
        ("knee_dose_bw", "Knee: all peaks in body weights, a player", True),
    ):
        one = figures.get(key)
        if one is None:
            continue
        if each:
            one = Estimate(
                one.value / players, one.low / players, one.high / players, one.unit, one.basis,
                one.sources,
            )  # fmt: skip
        value, bounds, unit = shown(one)
        cards.append(Card(name, value, unit, bounds, _why(key, one, each=each)))
    return cards


def _why(key: str, one: Estimate, *, each: bool) -> str:
    how = "Mean of the players with a share" if each else "All players with a share together"
    rests = f" Rests on {', '.join(one.sources)}." if one.sources else ""
    return f"{how}: {FIGURES[key].words}, {one.basis}.{rests}"


def _contents(page: dict[str, Any]) -> list[tuple[str, str]]:
    parts = (
        ("minutes", "Minute by minute", True),
        ("pitch", "On the pitch", page["pitches"]),
        ("players", "Players", True),
        ("groups", "Teams and positions", page["groups"]),
        ("phases", "Phases", page["phases"]),
        ("training", "Match and training", page["gap"]),
        ("quality", "Data quality", True),
        ("how", "How well it is known", True),
    )
    return [(id_, name) for id_, name, there in parts if there]


def _how(result: MatchResult) -> list[tuple[str, str]]:
    """Return how things came to be known, and how well."""
    rows = [
        ("Facing", BASIS_WORDS[result.facing]),
        ("What shares hang on", f"{limits_line(result)} {bouts_line(result)} {_HANG}"),
    ]
    errors = result.games[0].errors
    if result.facing == "measured" and errors is not None:
        angle = f"{number(errors.angle_deg)}°" if len(result.games) == 1 else "the angle's error"
        rows.append(("Intervals of measured figures", _MEASURED.format(angle=angle)))
    if result.model is not None:
        rows.append(("The model of facing", f"Fitted on {result.model.fitted_on}."))
        if result.model.held_out is not None:
            rows.append(("How far the model is off", result.model.held_out.in_words()))
        rows.append(("Transfer", _TRANSFER))
    if errors is not None and errors.speed_mps > 0.005:
        rows.append(("Speeds", f"Noise of places makes speeds uncertain by {errors.speed_mps:.2f} "
                     "m/s; what is wrong with a feed as a whole does not show in it."))  # fmt: skip
    return rows


_HANG = (
    "At 120° instead of 135° shares are about a third higher, and in American football shares of "
    "defensive backs fell from 23 % in the first two seconds of a play to 2.4 % after six."
)
_MEASURED = (
    "Each figure is worked out three times: with the borders between directions as they are set, "
    "and moved by {angle} to either side, which is how far facing against travel may be off in "
    "this feed. It comes from how tags sit (who runs fast faces where they run) and from their "
    "noise."
)
_TRANSFER = (
    "Probabilities come from American football, where tags measure facing. Whether players of "
    "another sport face alike is untested: take the shares as orders of magnitude, and do not rank "
    "players by them."
)


def _cannot(result: MatchResult) -> list[str]:
    """Return what this feed cannot say."""
    found = ["What the ball, the opponent or the coach asked for: only movement is seen."]
    if result.facing == "estimated":
        found.append(
            "When somebody faced backward: bouts, turns and sideways movement need orientation."
        )
    found.append(
        "The knee and the energy of this player: they are those of people who were studied."
    )
    return found


@dataclass(frozen=True, slots=True)
class Support:
    """A finding: its id, what it says, and where it is from (text, link)."""

    id: str
    statement: str
    citations: tuple[tuple[str, str], ...]


def _sources(figures: dict[str, Estimate], gap: "Gap | None") -> list[Support]:
    ids = [*_ALWAYS, *_ids(figures), *(["L6e"] if gap is not None else [])]
    found = []
    for id_ in dict.fromkeys(ids):
        if evidence.exists(id_):
            cited = evidence.reference((id_,))
            statement = evidence.finding(id_).statement
            found.append(Support(id_, statement, tuple((c.text, c.link) for c in cited)))
    return found


def _ids(figures: dict[str, Estimate]) -> Iterator[str]:
    for one in figures.values():
        yield from one.sources


__all__ = ["Card", "Support", "headline", "page_of", "percent", "plural"]
