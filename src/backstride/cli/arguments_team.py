"""Arguments of the commands on matches."""

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
    parser.set_defaults(command=later("matching", "show_match"))
