"""Commands, their arguments and their exit codes."""

import argparse
import os
import sys
from collections.abc import Sequence

from backstride import __version__
from backstride.cli.arguments_accuracy import add_validate
from backstride.cli.arguments_keeping import (
    add_accounts,
    add_backup,
    add_export,
    add_import,
    add_restore,
    add_serve,
    serve_by_default,
)
from backstride.cli.arguments_recordings import (
    add_compare,
    add_measure,
    add_simulate,
    add_video_model,
)
from backstride.cli.arguments_team import add_facing_fit, add_match, add_season
from backstride.cli.arguments_training import add_evidence, add_plan, add_session
from backstride.cli.kit import (
    EXIT_DONE,
    EXIT_FAULT,
    EXIT_INTERRUPTED,
    EXIT_UNUSABLE,
    Command,
    Parser,
    use_one_thread,
)
from backstride.errors import BackstrideError

_COMMANDS = (
    add_measure,
    add_compare,
    add_plan,
    add_session,
    add_evidence,
    add_simulate,
    add_video_model,
    add_validate,
    add_match,
    add_season,
    add_facing_fit,
    add_serve,
    add_backup,
    add_restore,
    add_export,
    add_import,
    add_accounts,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments after the program's name; those of the process by default.
    """
    use_one_thread()
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    try:
        code = command(arguments)
        sys.stdout.flush()
    except BackstrideError as error:
        print(f"backstride: {error}", file=sys.stderr)
        return EXIT_UNUSABLE
    except KeyboardInterrupt:
        print("backstride: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing is left to say, not even on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except Exception as error:
        if os.environ.get("BACKSTRIDE_DEBUG"):
            raise
        print(
            f"backstride: a fault of its own ({type(error).__name__}: {error}); set "
            "BACKSTRIDE_DEBUG=1 to see where, and please report it with the file",
            file=sys.stderr,
        )
        return EXIT_FAULT
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="backstride",
        description="Prescribe, guide and measure backward running. Without a command, the app "
        "opens on this computer.",
        epilog="example: backstride measure run.c3d --report run.html",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"backstride {__version__}")
    serve_by_default(parser)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)
    for add in _COMMANDS:
        add(commands)
    return parser
