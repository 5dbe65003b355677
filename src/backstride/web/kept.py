"""What the routes reach for in the running app."""

from typing import Annotated

from fastapi import Depends, Request

from backstride.web.measuring import Measuring
from backstride.web.sounds import Sounds
from backstride.web.store import Store


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _measuring(request: Request) -> Measuring:
    measuring: Measuring = request.app.state.measuring
    return measuring


def _sounds(request: Request) -> Sounds:
    sounds: Sounds = request.app.state.sounds
    return sounds


KeptIn = Annotated[Store, Depends(_store)]
"""The store of the running app."""
Measured = Annotated[Measuring, Depends(_measuring)]
"""What measures for the running app."""
Sounding = Annotated[Sounds, Depends(_sounds)]
"""What makes sounds for the running app."""
