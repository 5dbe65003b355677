"""What every command's arguments are made with."""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias

EXIT_DONE, EXIT_FAULT, EXIT_UNUSABLE, EXIT_INTERRUPTED = 0, 1, 2, 130

Command = Callable[[argparse.Namespace], int]

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""What linear algebra reads once, when numpy is first imported."""


def use_one_thread() -> None:
    """Let linear algebra use one thread, unless somebody said otherwise.

    Equations here are many and small: threads would spend more time waiting for each other than
    working. Only of use before numpy is imported.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")


class Parser(argparse.ArgumentParser):
    """A parser whose error is one sentence with where to look."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Print one sentence and where to look, and leave with exit code 2."""
        print(f"{self.prog}: {message}; try {self.prog} --help", file=sys.stderr)
        sys.exit(EXIT_UNUSABLE)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def later(module: str, function: str) -> Command:
    """Return a command whose module is imported when it runs, so that each loads only its own."""

    def run(arguments: argparse.Namespace) -> int:
        command: Command = getattr(import_module(f"backstride.cli.{module}"), function)
        return command(arguments)

    return run


def new(commands: Commands, name: str, text: str, example: str) -> argparse.ArgumentParser:
    """Add a command with what it does and an example, and return its parser."""
    return commands.add_parser(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
