"""``backstride serve``."""

import argparse
import sys
from pathlib import Path

from backstride.web import DEFAULT_PORT, Serving, serve


def serve_app(arguments: argparse.Namespace) -> int:
    """Serve the app until it is interrupted."""
    serve(
        arguments.host,
        DEFAULT_PORT if arguments.port is None else arguments.port,
        Serving(
            folder=_path(arguments.folder),
            names=tuple(arguments.name),
            certificate=_path(arguments.certificate),
            certificate_key=_path(arguments.key),
            language=arguments.language,
            demo=arguments.demo,
            browser=not arguments.no_browser,
        ),
        tell=lambda text: print(text, file=sys.stderr, flush=True),
    )
    return 0


def _path(said: str | None) -> Path | None:
    return Path(said) if said else None
