"""``backstride session template``."""

import argparse
import sys
from textwrap import fill

from backstride.errors import SettingsError
from backstride.training import format_session
from backstride.training.template import Template
from backstride.training.templates import templates

_WIDTH = 96


def show_template(arguments: argparse.Namespace) -> int:
    """List all templates, say what one is, or print one of its levels as a session's text."""
    known = templates()
    if arguments.id is None:
        width = max(map(len, known))
        for name, one in known.items():
            print(f"{name.ljust(width)}  {one.stage:11}  {len(one.rungs)} levels  {one.title}")
        return 0
    if arguments.id not in known:
        raise SettingsError(
            f"there is no template {arguments.id!r}; backstride session template lists them."
        )
    one = known[arguments.id]
    if arguments.level is None:
        print(_described(one))
        return 0
    if not 1 <= arguments.level <= len(one.rungs):
        raise SettingsError(f"{one.id} has levels 1 to {len(one.rungs)}, not {arguments.level}.")
    sys.stdout.write(format_session(one.rungs[arguments.level - 1].session))
    return 0


def _described(one: Template) -> str:
    cited = ", ".join(one.findings)
    parts = [
        one.title,
        one.purpose,
        f"Dose ({one.basis}): {one.dose}",
        f"Research shows: {one.shows} [{cited}]",
        f"It does not show: {one.does_not_show}",
        f"Stop if: {'; '.join(one.stop_if)}." if one.stop_if else "",
    ]
    lines = [fill(part, _WIDTH, subsequent_indent="  ") for part in parts if part]
    levels = [
        f"  level {i}: {rung.session.title}" + (f" (more {rung.changes})" if rung.changes else "")
        for i, rung in enumerate(one.rungs, start=1)
    ]
    return "\n".join([*lines, *levels, f"As text: backstride session template {one.id} --level 1"])
