"""Arguments of the commands that open the journal: the app, and taking the journal along."""

import argparse

from backstride.cli.kit import Commands, Parser, later, new

ROLES = ("athlete", "coach", "clinician", "analyst")
"""As the journal has them; a test compares the two, since importing it would take its time."""

USUAL_PORT = 8765
"""Where the app answers unless it is told otherwise; compared by a test, too."""


def add_serve(commands: Commands) -> None:
    """Add ``backstride serve``."""
    parser = new(
        commands,
        "serve",
        "open the app on this computer: plan, play a session by ear, log, upload recordings",
        "backstride serve --port 8008",
    )
    _serve_options(parser)


def serve_by_default(parser: argparse.ArgumentParser) -> None:
    """Let the program without a command open the app."""
    usual = _serve_options(argparse.ArgumentParser(add_help=False)).parse_args([])
    parser.set_defaults(**vars(usual))


def add_backup(commands: Commands) -> None:
    """Add ``backstride backup``."""
    parser = new(
        commands,
        "backup",
        "write the whole journal, with its original files, into a ZIP file; it may be in use",
        "backstride backup backup.zip",
    )
    parser.add_argument("file", nargs="?", metavar="ZIP", help="backstride-backup-DATE.zip if none")
    _journal(parser, "back_up")


def add_restore(commands: Commands) -> None:
    """Add ``backstride restore``."""
    parser = new(
        commands,
        "restore",
        "fill an empty journal from a backup, wholly or not at all",
        "backstride restore backup.zip --journal postgresql://name@host/backstride",
    )
    parser.add_argument("file", metavar="ZIP", help="a file that backstride backup wrote")
    _journal(parser, "restore_from")


def add_export(commands: Commands) -> None:
    """Add ``backstride export``."""
    parser = new(
        commands,
        "export",
        "write everything of some people, or of all, into a ZIP file of JSON and originals",
        'backstride export "Ada" -o ada.zip',
    )
    parser.add_argument("who", nargs="*", metavar="WHO", help="names or ids; all people if none")
    parser.add_argument("-o", "--output", metavar="ZIP", help="backstride-export-DATE.zip if none")
    _journal(parser, "export_some")


def add_import(commands: Commands) -> None:
    """Add ``backstride import``."""
    parser = new(
        commands,
        "import",
        "take an export into a journal beside who is there, wholly or not at all",
        "backstride import ada.zip",
    )
    parser.add_argument("file", metavar="ZIP", help="a file that backstride export wrote")
    _journal(parser, "import_from")


def add_accounts(commands: Commands) -> None:
    """Add ``backstride accounts``."""
    parser = new(
        commands,
        "accounts",
        "who can sign in to the app: list them, a link to a new password, disable, roles",
        "backstride accounts reset ada --at https://club.example",
    )
    does = parser.add_subparsers(metavar="DOES", parser_class=Parser, required=True)
    listed = new(does, "list", "list who can sign in", "backstride accounts list")
    _journal(listed, "list_them", "accounts")
    made = _account(does, "reset", "print a link to a new password, good for one time")
    made.add_argument(
        "--at",
        default=f"http://localhost:{USUAL_PORT}",
        metavar="URL",
        help="address under which others reach the app; this computer without",
    )
    _account(does, "disable", "let somebody sign in no more; what is theirs stays")
    _account(does, "enable", "let somebody who was disabled sign in again")
    said = _account(does, "role", "say what somebody is", "roles", "ada coach athlete")
    said.add_argument("role", nargs="+", choices=ROLES, help=", ".join(ROLES))
    _account(does, "owner", "put the journal into somebody's hands: backups and accounts")


def _account(
    does: Commands, name: str, text: str, function: str = "", example: str = "ada"
) -> argparse.ArgumentParser:
    parser = new(does, name, text, f"backstride accounts {name} {example}")
    parser.add_argument("who", metavar="WHO", help="a login name, an id, or a name")
    _journal(parser, function or name, "accounts")
    return parser


def _serve_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1 by default: this computer")
    parser.add_argument("--port", type=int, metavar="N", help="port to listen on")
    parser.add_argument("--folder", metavar="DIR", help="where everything is kept")
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="NAME",
        help="a name under which others reach it, such as laptop.local; may be repeated",
    )
    parser.add_argument("--language", choices=("en", "de"), help="of the pages")
    parser.add_argument("--certificate", metavar="PEM", help="for HTTPS, with --key")
    parser.add_argument("--key", metavar="PEM", help="private key of the certificate")
    parser.add_argument("--demo", action="store_true", help="a journal of made-up people")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.set_defaults(command=later("serving", "serve_app"))
    return parser


def _journal(parser: argparse.ArgumentParser, function: str, module: str = "keeping") -> None:
    parser.add_argument(
        "--journal",
        metavar="WHERE",
        help="its file, the folder given to serve, or postgresql://…; as BACKSTRIDE_DATABASE says, "
        "or in the usual place, without",
    )
    parser.set_defaults(command=later(module, function))
