"""Arguments of the commands on training and what is known about it."""

from backstride.cli.kit import Commands, Parser, later, new


def add_plan(commands: Commands) -> None:
    """Add ``backstride plan``."""
    parser = new(
        commands,
        "plan",
        "write a safe, progressive programme for an athlete, each choice with its reason",
        "backstride plan --example > me.toml; backstride plan me.toml --weeks 8 --ics me.ics; "
        "backstride plan me.toml --targets targets.json --text",
    )
    parser.add_argument("athlete", nargs="?", metavar="ATHLETE", help="athlete as TOML or JSON")
    parser.add_argument("--example", action="store_true", help="print an athlete's file to fill")
    parser.add_argument("--answers", metavar="FILE", help="answers to the screening's questions")
    parser.add_argument("--start", metavar="DATE", help="first day; today by default")
    parser.add_argument("--weeks", type=int, default=12, help="1 to 52; 12 by default")
    parser.add_argument("--sessions", type=int, metavar="N", help="sessions a week wished")
    parser.add_argument("--event", metavar="DATE", help="a day to be fresh for")
    parser.add_argument(
        "--template", action="append", default=[], metavar="ID", help="a kind that must be in it"
    )
    parser.add_argument(
        "--targets",
        metavar="FILE",
        help="go towards what matches ask for; from backstride match --player --plan-targets",
    )
    parser.add_argument("--json", action="store_true", help="print the programme as JSON")
    parser.add_argument("--text", action="store_true", help="print it also when files are written")
    parser.add_argument("--ics", metavar="OUT", help="write a calendar")
    parser.add_argument("--pdf", metavar="OUT", help="write the programme and its cards")
    parser.add_argument("--fit", metavar="DIR", help="write a watch workout for each session")
    parser.add_argument("--audio", metavar="DIR", help="write a spoken track for each session")
    parser.set_defaults(command=later("planning", "make_plan"))


def add_session(commands: Commands) -> None:
    """Add ``backstride session`` with its actions."""
    parser = new(
        commands,
        "session",
        "check a session written as text, or convert it (docs/session-language.md)",
        "backstride session convert first-steps.txt --to fit -o first-steps.fit",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True, parser_class=Parser)
    check = new(actions, "check", "say every mistake", "backstride session check mine.txt")
    check.add_argument("file", metavar="FILE", help="session as text")
    check.set_defaults(command=later("sessions", "check_file"))
    convert = new(
        actions,
        "convert",
        "write a session as text, JSON, intervals.icu text, FIT workout, PDF card or spoken track",
        "backstride session convert mine.txt --to audio -o mine.mp3",
    )
    convert.add_argument("file", metavar="FILE", help="session as text, JSON or FIT workout")
    convert.add_argument(
        "--to",
        choices=("text", "json", "intervals", "fit", "pdf", "audio"),
        default="text",
        help="the form wanted",
    )
    convert.add_argument("-o", "--output", metavar="OUT", help="file to write")
    convert.set_defaults(command=later("sessions", "convert_file"))

    shown = new(
        actions,
        "template",
        "list the templates, describe one, or print one of its levels as text",
        "backstride session template first-steps --level 2",
    )
    shown.add_argument("id", nargs="?", metavar="ID", help="a template; all without")
    shown.add_argument("--level", type=int, metavar="N", help="print this level's session")
    shown.set_defaults(command=later("template_list", "show_template"))


def add_evidence(commands: Commands) -> None:
    """Add ``backstride evidence``."""
    parser = new(
        commands,
        "evidence",
        "search what is known about backward running: claims, verdicts, numbers and sources",
        'backstride evidence "calories"',
    )
    parser.add_argument("query", nargs="?", default="", help="words to look for; all without")
    parser.add_argument("--json", action="store_true", help="claims and findings as JSON")
    parser.set_defaults(command=later("asking", "ask"))
