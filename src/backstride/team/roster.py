"""Names and positions of players that lie in a table of their own beside tables of plays."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from backstride.errors import BackstrideError
from backstride.team.companions import head_of
from backstride.team.parts import damaged, extra
from backstride.team.plays_table import separator_of, titles_of

_NAMED = ("player", "roster")  # how such tables are called
_COLUMNS = {
    "id": ("nflid", "nflplayerid", "gsisid"),
    "name": ("displayname", "playername", "name"),
    "position": ("positiongroup", "position", "officialposition", "positionabbr"),
}


class Known(NamedTuple):
    """Name and position of a player, empty where the table has none."""

    name: str
    position: str


def roster_file(table: Path) -> Path | None:
    """Return the table of players that goes with a table of plays: beside it or one folder up."""
    for folder in dict.fromkeys((table.parent, table.resolve().parent.parent)):
        found = _in_folder(folder)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=64)  # a folder may hold a thousand plays
def _in_folder(folder: Path) -> Path | None:
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in {".csv", ".tsv"})
    except OSError:
        return None
    return next((path for path in files if is_roster(path)), None)


def is_roster(path: Path) -> bool:
    """Tell a table of players by its name and its titles."""
    if not any(word in path.name.lower() for word in _NAMED):
        return False
    try:
        titles = set(titles_of(head_of(path)).values())
    except BackstrideError:
        return False
    return not {"x", "xposition"} & titles and all(
        titles & set(_COLUMNS[key]) for key in ("id", "position")
    )


def roster_beside(table: Path) -> dict[str, Known]:
    """Return the players of the table of players that goes with a table of plays, by id."""
    path = roster_file(table)
    if path is None:
        return {}
    return _roster(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _roster(path: Path, _written_ns: int) -> dict[str, Known]:
    polars = extra("polars")
    head = head_of(path)
    titles = titles_of(head)
    plain = {short: title for title, short in reversed(titles.items())}
    chosen = {
        key: next((plain[name] for name in names if name in plain), None)
        for key, names in _COLUMNS.items()
    }
    line = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    try:
        table = polars.read_csv(path, separator=separator_of(line), infer_schema=False)
    except (polars.exceptions.PolarsError, OSError) as error:
        damaged(path, f"not a table ({str(error).splitlines()[0][:120]})")
    table = table.fill_null("")
    columns = {
        key: table[title].to_list() if title is not None else [""] * len(table)
        for key, title in chosen.items()
    }
    rows = zip(columns["id"], columns["name"], columns["position"], strict=True)
    return {one.removesuffix(".0"): Known(name, position) for one, name, position in rows}
