"""Tables of players, teams, positions and phases."""

from collections.abc import Sequence

from backstride.estimate import Estimate
from backstride.team.groups import group_figures, part_share, parts_together, position_share
from backstride.team.report.parts import (
    MOST_OF_MANY,
    MOST_ROWS,
    Table,
    bouts_line,
    limited,
    limits_line,
    order_of,
)
from backstride.team.report.words import NOT_KNOWN, cell, duration, number, shown
from backstride.team.result import MatchResult

_TITLES = {
    "moving_s": "moving, s",
    "distance_m": "way, m",
    "forward_s": "forward, s",
    "sideways_s": "sideways, s",
    "backward_s": "backward, s",
    "backward_share": "backward of moving, %",
    "backward_m": "backward, m",
    "backward_walk_s": "walking back, s",
    "backward_run_s": "running back, s",
    "backward_run_share_of_match": "running back of match, %",
    "backward_from_10_kmh_s": "from 10 km/h, s",
    "backward_mean_mps": "mean, m/s",
    "backward_peak_mps": "fastest, m/s",
    "bouts": "bouts",
    "bout_s": "usual bout, s",
    "bout_m": "usual bout, m",
    "longest_bout_s": "longest, s",
    "turned_forward": "into forward",
    "recoveries": "into sprint",
    "recovery_sprint_s": "to the sprint, s",
    "energy_kj_per_kg": "in all, kJ/kg",
    "backward_energy_kj_per_kg": "backward, kJ/kg",
    "backward_extra_kj_per_kg": "more than forward, kJ/kg",
    "backward_run_steps": "steps running back",
    "knee_peak_bw": "one step's peak, BW",
    "knee_dose_bw": "all peaks, BW",
}
"""Short titles of columns."""

_HOW_MUCH = (
    "moving_s", "distance_m", "backward_share", "backward_s", "backward_m", "forward_s",
    "sideways_s",
)  # fmt: skip
_HOW = (
    "backward_walk_s", "backward_run_s", "backward_run_share_of_match", "backward_from_10_kmh_s",
    "backward_mean_mps", "backward_peak_mps",
)  # fmt: skip
_BOUTS = (
    "bouts", "bout_s", "bout_m", "longest_bout_s", "turned_forward", "recoveries",
    "recovery_sprint_s",
)  # fmt: skip
_COST = (
    "energy_kj_per_kg", "backward_energy_kj_per_kg", "backward_extra_kj_per_kg",
    "backward_run_steps", "knee_peak_bw", "knee_dose_bw",
)  # fmt: skip


def player_tables(result: MatchResult) -> list[Table]:
    """Return what is known of each player: how much, how, in which bouts, and at what cost."""
    found = [
        _players(result, "How much: time, way and share", _HOW_MUCH, limits_line(result)),
        _players(result, "How: walking, running and speeds", _HOW, _BANDS),
    ]
    if any(one.bouts for one in result.players):
        note = f"{bouts_line(result)} {_RECOVERY}"
        found.append(_players(result, "Bouts, and what follows them", _BOUTS, note))
    found.append(_players(result, "Energy and knee, from published values", _COST, _COSTS))
    return found


_BANDS = (
    "Walking and running part at 1.63 m/s (E6). Match analysis is said to class backward running "
    "at about 10 km/h (M2, not verified), and 3 to 4 % of match time is quoted for elite football "
    "(M1, whose table was not seen): beside it stands backward running of all time seen, standing "
    "too."
)
_RECOVERY = (
    "Into forward: forward running follows within two seconds; into sprint: above 5.5 m/s "
    "(19.8 km/h), the defender's recovery."
)
_COSTS = (
    "Energy is that of steady movement; starts, turns and bursts cost more. The knee's peak is "
    "that of somebody running backward at such a speed, in body weights; walking is not in the sum."
)


def _players(result: MatchResult, caption: str, keys: Sequence[str], note: str) -> Table:
    many = len(result.games) > 1
    positions = any(one.player.position for one in result.players)
    kept = [key for key in keys if any(key in one.figures for one in result.players)]
    columns = ["player", "team", *(["position"] if positions else []), *(["game"] if many else [])]
    rows = []
    order = order_of(result)
    everyone = [(one, game.feed.game) for game in result.games for one in game.players]
    for one, game in sorted(everyone, key=lambda pair: order(pair[0])):
        row = [one.player.name, one.player.team]
        row += [one.player.position or NOT_KNOWN] if positions else []
        row += [game or NOT_KNOWN] if many else []
        rows.append((*row, *(cell(one.figures.get(key)) for key in kept)))
    titles = (*columns, *(_TITLES[key] for key in kept))
    most = MOST_OF_MANY if len(result.games) > 1 else MOST_ROWS
    return limited(Table(caption, titles, tuple(rows), note), most)


def group_tables(result: MatchResult) -> list[Table]:
    """Return teams, and positions where the feed gives them."""
    keys = [
        key
        for key in ("moving_s", "backward_s", "backward_m", "backward_share", "backward_run_s",
                    "backward_mean_mps", "bouts", "bout_s", "recoveries")
        if any(key in one.figures for one in result.players)
    ]  # fmt: skip
    found = []
    for caption, groups in (("Teams", result.by_team()), ("Positions", result.by_position())):
        if not groups:
            continue
        rows = []
        quick = caption == "Positions" and result.facing == "measured"
        for name, group in sorted(groups.items()):
            figures = group_figures(group)
            share = (
                [cell(position_share(group) if any(o.position_moving for o in group) else None)]
                if quick
                else []
            )
            cells = [_group_cell(key, figures.get(key)) for key in keys]
            rows.append((name, number(len(group)), *cells, *share))
        titles = [caption.lower().rstrip("s"), "players", *map(_group_title, keys)]
        titles += [f"share above {result.thresholds.position_mps:.2f} m/s, %"] if quick else []
        note = limits_line(result) + (f" {bouts_line(result)}" if quick else "")
        found.append(Table(caption, tuple(titles), tuple(rows), note))
    return found


def _group_title(key: str) -> str:
    return _TITLES[key].removesuffix(", s") if key in _LONG else _TITLES[key]


_LONG = ("moving_s", "backward_s", "backward_run_s")


def _group_cell(key: str, one: Estimate | None) -> str:
    """Return long times as minutes, without bounds: those stand beside the share."""
    if one is not None and key in _LONG:
        return duration(one.value)
    return cell(one)


def phase_table(result: MatchResult) -> Table | None:
    """Return phases of each team; parts of plays of everybody together."""
    groups = result.by_team()
    if len(result.games) > 1:
        groups = {"all": [one for group in groups.values() for one in group]}
        groups |= result.by_position()
    rows = []
    for name, group in groups.items():
        for part in parts_together([one.phases for one in group]):
            share = part_share(part, group)
            measured = all(one.basis == "measured" for one in group)
            more = (
                (duration(part.forward_s), duration(part.sideways_s))
                if measured
                else (NOT_KNOWN, NOT_KNOWN)
            )
            cells = (duration(part.moving_s), *more, duration(part.backward_s), cell(share))
            rows.append((part.name, name, *cells))
    if not rows:
        return None
    titles = ("phase", "of", "moving", "forward", "sideways", "backward", "backward of moving, %")
    return limited(Table("By phase", titles, tuple(rows), limits_line(result)))


def gap_table(gap: object) -> Table | None:
    """Return the gap between match and training as a table; None without one."""
    from backstride.team.gap import Gap  # noqa: PLC0415 - training is read only where asked for

    if not isinstance(gap, Gap):
        return None
    rows = tuple(
        (one.words, _with_unit(one.match), _with_unit(one.training), one.says) for one in gap.rows
    )
    return Table(
        f"What a match asks of {gap.player}, and what training holds",
        ("what", "one match", "training", "which means"),
        rows,
        " ".join(gap.notes),
    )


def _with_unit(one: Estimate) -> str:
    unit = shown(one)[2]
    return f"{cell(one)} {unit}".strip()
