"""Arguments of the commands on matches."""

import argparse

from backstride.cli.kit import Commands, later, new


def add_match(commands: Commands) -> None:
    """Add ``backstride match``."""
    parser = new(
        commands,
        "match",
        "say how much each player of a match faced backward, and how well that is known",
        "backstride match tracking.txt --meta metadata.xml --json",
    )
    parser.add_argument("feeds", nargs="+", metavar="FEED", help="tracking files of one match")
    parser.add_argument("--json", action="store_true", help="one line of JSON (docs/team.md)")
    parser.add_argument("--meta", metavar="FILE", help="the match's data, where it is a file apart")
    parser.add_argument("--mapping", metavar="TOML", help="what the columns of a table are")
    parser.add_argument("--maker", metavar="NAME", help="maker of the feed, as kloppy names it")
    parser.add_argument("--report", metavar="OUT", help="write a page to read and print")
    parser.add_argument("--csv", metavar="OUT", help="write players, and minutes beside them")
    parser.add_argument(
        "--facing-model", metavar="FILE", help="for feeds without orientation; see facing-fit"
    )
    _add_thresholds(parser)
    parser.add_argument("--player", metavar="NAME", help="name or id, for the next two")
    parser.add_argument("--plan-targets", metavar="OUT", help="write what the match asks of them")
    parser.add_argument(
        "--against", metavar="PROGRAMME", help="show the gap to a programme (plan --json)"
    )
    parser.set_defaults(command=later("matching", "show_match"))


def add_facing_fit(commands: Commands) -> None:
    """Add ``backstride facing-fit``."""
    parser = new(
        commands,
        "facing-fit",
        "fit how likely players face backward, on feeds with body orientation",
        "backstride facing-fit plays/ -o mine.json; "
        "backstride match tracking.dat --facing-model mine.json",
    )
    parser.add_argument("feeds", nargs="*", metavar="DIR", help="feeds with body orientation")
    parser.add_argument("--counts", metavar="CSV", help="counts of earlier feeds, to begin with")
    parser.add_argument("--mapping", metavar="TOML", help="what the columns of tables are")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="file to write")
    parser.set_defaults(command=later("matching", "fit_facing_model"))


def add_season(commands: Commands) -> None:
    """Add ``backstride season``."""
    parser = new(
        commands,
        "season",
        "say how much players faced backward over any number of matches; a new match costs one",
        "backstride season matches/ --by player --csv players.csv",
    )
    parser.add_argument(
        "folder", metavar="DIR", help="folder of feeds, or of the tables this has made of them"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON (docs/season.md)")
    parser.add_argument("--csv", metavar="OUT", help="write the table of --by; - to print it")
    parser.add_argument(
        "--by",
        choices=("player", "position", "team", "phase", "minute"),
        help="show one table in full (with --csv: player)",
    )
    parser.add_argument(
        "--tables", metavar="OUT", help="folder of the Parquet tables (DIR/backstride-season)"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes (one a processor)")
    parser.add_argument(
        "--engine", choices=("local", "ray"), default="local", help="who does the work"
    )
    parser.add_argument("--address", metavar="HOST:PORT", help="of the Ray cluster")
    parser.add_argument("--mapping", metavar="TOML", help="what the columns of tables are")
    parser.add_argument(
        "--facing-model", metavar="FILE", help="for feeds without orientation; see facing-fit"
    )
    _add_thresholds(parser)
    parser.add_argument(
        "--keep-missing", action="store_true", help="count matches whose feeds are gone"
    )
    parser.set_defaults(command=later("season", "show_season"))


def _add_thresholds(parser: argparse.ArgumentParser) -> None:
    """Add what every share hangs on."""
    for name, default, what in (
        ("--backward-above-deg", 135.0, "angle of facing to travel above which it is backward"),
        ("--forward-below-deg", 45.0, "angle below which it is forward"),
        ("--slowest-mps", 1.4, "speed above which a player moves"),
    ):
        parser.add_argument(
            name, type=float, default=default, metavar="N", help=f"{what} ({default:g})"
        )
