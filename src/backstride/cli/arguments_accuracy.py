"""Arguments of ``backstride validate``."""

from backstride.cli.kit import Commands, later, new


def add_validate(commands: Commands) -> None:
    """Add ``backstride validate``."""
    parser = new(
        commands,
        "validate",
        "work out anew how accurate everything is, and write it down (docs/accuracy.md)",
        "backstride validate --data recordings -o accuracy.html",
    )
    parser.add_argument(
        "--data",
        metavar="DIR",
        help="folder of real recordings; without it only what is simulated is run",
    )
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="OUT",
        help="write the report as .html, .md or .json; may be repeated",
    )
    parser.add_argument(
        "--only",
        nargs="+",
        default=[],
        metavar="NAME",
        help="parts: markers, plates, published, foot, waist, watch, keypoints, simulated, steady, "
        "coverage, false-alarms",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--effort",
        type=float,
        default=1.0,
        metavar="SHARE",
        help="share of runners and recordings, 0.01 to 1; 0.1 for a quick look",
    )
    parser.set_defaults(command=later("validating", "validate_all"))
