"""The printable report on a match: one page with style and pictures inside, and no script."""

from backstride.team.report.render import render_match

__all__ = ["render_match"]
