"""What the routes reach for in the running app."""

from typing import Annotated

from fastapi import Depends, Request

from backstride.web.measuring import Measuring
from backstride.web.sounds import Sounds
from backstride.web.store import Store


def store_of(request: Request) -> Store:
    """Return the store of the running app."""
    store: Store = request.app.state.store
    return store


def measuring_of(request: Request) -> Measuring:
    """Return what measures for the running app."""
    measuring: Measuring = request.app.state.measuring
    return measuring


def _sounds(request: Request) -> Sounds:
    sounds: Sounds = request.app.state.sounds
    return sounds


KeptIn = Annotated[Store, Depends(store_of)]
"""The store of the running app."""
Measured = Annotated[Measuring, Depends(measuring_of)]
"""What measures for the running app."""
Sounding = Annotated[Sounds, Depends(_sounds)]
"""What makes sounds for the running app."""
