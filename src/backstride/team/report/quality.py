"""What of the data was bad, what was left out, and what that changed."""

from backstride.team.report.parts import MOST_OF_MANY, Table, limited
from backstride.team.report.words import NOT_KNOWN, duration, number, percent
from backstride.team.result import GameAnswer, MatchResult
from backstride.team.tags import TagReport


def quality_facts(result: MatchResult) -> list[tuple[str, str]]:
    """Return what was left out of all games, by name."""
    cleanings = [game.cleaning for game in result.games]
    samples = sum(one.samples for one in cleanings)
    facts = [("Positions read", number(samples))]
    for name, count in (
        ("Far off the pitch", sum(one.outside for one in cleanings)),
        ("Around jumps that no one can run", sum(one.teleports for one in cleanings)),
        ("Faster than anyone has run", sum(one.too_fast for one in cleanings)),
    ):
        share = f" ({percent(count / samples, 2)})" if samples and count else ""
        facts.append((name, f"{number(count)} left out{share}" if count else "none"))
    gaps = sum(one.gaps for one in cleanings)
    lost = duration(sum(one.gap_s for one in cleanings))
    facts.append(("Gaps", f"{number(gaps)}, {lost} in all" if gaps else "none"))
    unread = sum(game.feed.unread for game in result.games)
    if unread:
        facts.append(("Places without a usable number", number(unread)))
    return facts


def left_out_table(result: MatchResult) -> Table | None:
    """Return the players who were left out, each with the reason."""
    rows = []
    for game in result.games:
        for line in game.cleaning.left_out:
            who, _, why = line.rpartition(": ")
            rows.append((who, game.feed.game or NOT_KNOWN, why))
        if game.tags is not None:
            for i, off in game.tags.quarantined.items():
                who = game.feed.players[i].name
                why = f"the tag points {off:+.0f}° from where its wearer runs"
                rows.append((who, game.feed.game or NOT_KNOWN, why.replace("-", "−")))
    if not rows:
        return None
    caption = "Players left out"
    if len(result.games) == 1:
        alone = tuple((who, why) for who, _, why in rows)
        return limited(Table(caption, ("player", "why"), alone))
    return limited(Table(caption, ("player", "game", "why"), tuple(rows)), MOST_OF_MANY)


def tag_facts(game: GameAnswer) -> list[tuple[str, str]]:
    """Return what the orientation of one game is worth."""
    tags = game.tags
    if tags is None:
        return []
    facts = [("Orientation", _verdict(tags))]
    facts += [(f"Team {team}", words) for team, words in tags.teams.items()]
    facts += [
        ("Turns that no body makes", f"{number(tags.steps)}, {number(tags.spikes)} left out"),
        ("Moments without orientation", number(tags.missing)),
        ("Noise from frame to frame", _degrees(tags.jitter_deg)),
    ]
    if tags.steadied > 1:
        facts.append(("Steadied by", f"a running median of {tags.steadied} frames"))
    if game.errors is not None:
        facts.append(("Facing against travel may be off by", _degrees(game.errors.angle_deg)))
    facts.append(
        (
            "Backward share of the game",
            f"{percent(game.raw_share)} as it came, {percent(game.used_share)} as it was used",
        )
    )
    return facts


def _verdict(tags: TagReport) -> str:
    off = _degrees(tags.offset_deg)
    words = {
        "good": f"good: {off} off the direction of fast running",
        "re-zeroed": f"{off} off and all agree: turned back by {_degrees(tags.turned_by_deg)}",
        "refused": f"refused: {off} off, and players do not agree",
        "too little to judge": "too little fast running to judge; taken as it came",
    }
    return words[tags.verdict]


def _degrees(value: float) -> str:
    return f"{number(value)}°" if value == value else NOT_KNOWN  # noqa: PLR0124 - NaN


def games_table(result: MatchResult) -> Table | None:
    """Return the orientation of each of several games."""
    if len(result.games) < 2:
        return None
    rows: list[tuple[bool, *tuple[str, ...]]] = []
    for game in result.games:
        tags = game.tags
        said = (
            (NOT_KNOWN,) * 3
            if tags is None
            else (tags.verdict, _degrees(tags.offset_deg), number(len(tags.quarantined)))
        )
        shares = (percent(game.raw_share), percent(game.used_share))
        name = game.feed.game or game.feed.path.name
        fault = tags is not None and (tags.verdict != "good" or bool(tags.quarantined))
        rows.append((not fault, name, number(len(game.players)), *said, *shares))
    rows.sort(key=lambda row: row[0])
    titles = (
        "game",
        "players",
        "orientation",
        "off by",
        "tags left out",
        "share as it came",
        "as used",
    )
    table = Table("Games, those with a fault first", titles, tuple(row[1:] for row in rows))
    return limited(table, MOST_OF_MANY)
