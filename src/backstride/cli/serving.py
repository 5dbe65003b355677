"""``backstride serve``."""

import argparse
import sys
from pathlib import Path

from backstride.web import DEFAULT_PORT, serve


def serve_app(arguments: argparse.Namespace) -> int:
    """Serve the app until it is interrupted."""
    certificate = Path(arguments.certificate) if arguments.certificate else None
    key = Path(arguments.key) if arguments.key else None
    serve(
        arguments.host,
        DEFAULT_PORT if arguments.port is None else arguments.port,
        folder=Path(arguments.folder) if arguments.folder else None,
        certificate=certificate,
        certificate_key=key,
        language=arguments.language,
        tell=lambda text: print(text, file=sys.stderr, flush=True),
    )
    return 0
