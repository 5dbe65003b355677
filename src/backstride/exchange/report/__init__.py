"""One page per recording: self-contained HTML that opens anywhere and asks the network nothing."""

from backstride.exchange.report.render import render_comparison, render_report

__all__ = ["render_comparison", "render_report"]
