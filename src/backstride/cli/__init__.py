"""The command line: ``backstride --help``.

It reads arguments, calls the rooms below and prints; it holds no arithmetic. Heavy rooms are
imported by the command that needs them, so that each command starts quickly.

Exit codes: 0 done; 1 a fault of Backstride's own; 2 something it was given could not be used, said
in one sentence on standard error; 130 interrupted.
"""

from backstride.cli.main import main

__all__ = ["main"]
