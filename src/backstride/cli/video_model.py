"""``backstride video-model``."""

import argparse
import sys
from pathlib import Path

from backstride.video.model_install import install_model


def install(arguments: argparse.Namespace) -> int:
    """Put the pose model where videos are read with it, and say where."""
    folder = Path(arguments.folder) if arguments.folder else None
    source = Path(arguments.file) if arguments.file else None
    install_model(folder, source, say=lambda text: print(text, file=sys.stderr))
    return 0
