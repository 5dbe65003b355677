"""Commands, their arguments and their exit codes."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from backstride import __version__
from backstride.errors import BackstrideError

EXIT_DONE, EXIT_FAULT, EXIT_UNUSABLE, EXIT_INTERRUPTED = 0, 1, 2, 130

Command = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """A parser whose error is one sentence with where to look."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"{self.prog}: {message}; try {self.prog} --help", file=sys.stderr)
        sys.exit(EXIT_UNUSABLE)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments after the program's name; those of the process by default.
    """
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


def _later(module: str, function: str) -> Command:
    """Return a command whose module is imported when it runs, so that each loads only its own."""

    def run(arguments: argparse.Namespace) -> int:
        command: Command = getattr(import_module(f"backstride.cli.{module}"), function)
        return command(arguments)

    return run


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="backstride",
        description="Measure backward running. Without a command, a simulated session is measured "
        "and shown beside its known truth.",
        epilog="example: backstride measure run.c3d --report run.html",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"backstride {__version__}")
    parser.set_defaults(command=_later("demo", "show_demo"), report=None)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    for add in (_add_measure, _add_compare, _add_plan, _add_session, _add_evidence, _add_simulate):
        add(commands)
    return parser


def _new(
    commands: "argparse._SubParsersAction[_Parser]", name: str, text: str, example: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--names",
        metavar="TOML",
        help="further rules from marker or joint names to landmarks (docs/landmark-names.md)",
    )


def _add_measure(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _new(
        commands,
        "measure",
        "say who ran which way in each recording, when, how far, how fast and how",
        "backstride measure run.c3d walk.bvh --json",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="BVH, C3D or TRC recording")
    parser.add_argument(
        "--json",
        action="store_true",
        help="one line of JSON per file, in the order given (docs/measurement.md)",
    )
    parser.add_argument(
        "--report",
        metavar="HTML",
        help="write a page that needs no network; with several files, a folder for their pages",
    )
    parser.add_argument(
        "--forces",
        metavar="FILE",
        help="ground forces that belong to the recording, when they lie in another file",
    )
    parser.add_argument(
        "--placement",
        choices=["body"],
        default="body",
        help="where the sensor was worn; recordings of a whole body need none",
    )
    _add_reading(parser)
    parser.set_defaults(command=_later("measuring", "measure_files"))


def _add_compare(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _new(
        commands,
        "compare",
        "put a backward and a forward recording side by side, with what research expects",
        "backstride compare backward.c3d forward.c3d",
    )
    parser.add_argument("backward", metavar="BACKWARD", help="recording with backward running")
    parser.add_argument("forward", metavar="FORWARD", help="recording with forward running")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--report", metavar="HTML", help="write the comparison as a page")
    _add_reading(parser)
    parser.set_defaults(command=_later("comparing", "compare_files"))


def _add_plan(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _new(
        commands,
        "plan",
        "write a safe, progressive programme for an athlete, each choice with its reason",
        "backstride plan --example > me.toml; backstride plan me.toml --weeks 8 --ics me.ics",
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
    parser.add_argument("--json", action="store_true", help="print the programme as JSON")
    parser.add_argument("--text", action="store_true", help="print it also when files are written")
    parser.add_argument("--ics", metavar="OUT", help="write a calendar")
    parser.add_argument("--pdf", metavar="OUT", help="write the programme and its cards")
    parser.add_argument("--fit", metavar="DIR", help="write a watch workout for each session")
    parser.add_argument("--audio", metavar="DIR", help="write a spoken track for each session")
    parser.set_defaults(command=_later("planning", "make_plan"))


def _add_session(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _new(
        commands,
        "session",
        "check a session written as text, or convert it (docs/session-language.md)",
        "backstride session convert first-steps.txt --to fit -o first-steps.fit",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True, parser_class=_Parser)
    check = _new(actions, "check", "say every mistake", "backstride session check mine.txt")
    check.add_argument("file", metavar="FILE", help="session as text")
    check.set_defaults(command=_later("sessions", "check_file"))
    convert = _new(
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
    convert.set_defaults(command=_later("sessions", "convert_file"))

    shown = _new(
        actions,
        "template",
        "list the templates, describe one, or print one of its levels as text",
        "backstride session template first-steps --level 2",
    )
    shown.add_argument("id", nargs="?", metavar="ID", help="a template; all without")
    shown.add_argument("--level", type=int, metavar="N", help="print this level's session")
    shown.set_defaults(command=_later("template_list", "show_template"))


def _add_evidence(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _new(
        commands,
        "evidence",
        "search what is known about backward running: claims, verdicts, numbers and sources",
        'backstride evidence "calories"',
    )
    parser.add_argument("query", nargs="?", default="", help="words to look for; all without")
    parser.add_argument("--json", action="store_true", help="claims and findings as JSON")
    parser.set_defaults(command=_later("asking", "ask"))


def _add_simulate(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _new(
        commands,
        "simulate",
        "write a simulated runner with known truth as recordings that can be measured",
        "backstride simulate backward-session -o simulated",
    )
    parser.add_argument(
        "scenario", metavar="SCENARIO", help="a built-in name or a TOML file (docs/simulate.md)"
    )
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help="folder to write to")
    parser.set_defaults(command=_later("simulating", "write_simulation"))
