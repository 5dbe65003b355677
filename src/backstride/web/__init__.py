"""The app: pages on this machine, the session player, and uploads."""

from typing import TYPE_CHECKING, Any

from backstride.web.serving import DEFAULT_PORT, Serving, serve
from backstride.web.settings import WebSettings

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["DEFAULT_PORT", "Serving", "WebSettings", "create_app", "serve"]


def create_app(settings: WebSettings, **more: Any) -> "FastAPI":
    """Return the app; see ``backstride.web.app.create_app``."""
    from backstride.web.app import create_app as make  # noqa: PLC0415 - slow to import

    return make(settings, **more)
