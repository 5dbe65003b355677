"""Sessions and programmes on paper: PDF pages to hand over."""

from backstride.exchange.sessions.print.card import session_card_pdf
from backstride.exchange.sessions.print.programme import PlannedSession, programme_pdf
from backstride.exchange.sessions.print.typeset import Paper

__all__ = ["Paper", "PlannedSession", "programme_pdf", "session_card_pdf"]
