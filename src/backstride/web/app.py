"""The app, put together."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from backstride import __version__
from backstride.journal import Journal, open_journal
from backstride.journal.place import DATABASE_SETTING, FILE_NAME
from backstride.web import (
    diary,
    entry,
    offline,
    people,
    plans,
    playing,
    recorded,
    sessions,
)
from backstride.web.admitting import Door
from backstride.web.file_store import FileStore
from backstride.web.guard import Guard
from backstride.web.limits import Limits
from backstride.web.measuring import Measuring
from backstride.web.people.api_documented import describe
from backstride.web.people.carrying import clear_aside
from backstride.web.problems import add_problems
from backstride.web.settings import WebSettings
from backstride.web.sounds import Sounds
from backstride.web.store import Store
from backstride.web.visiting import include_api_for_people, include_for_people


def create_app(settings: WebSettings, journal: Journal | None = None) -> FastAPI:
    """Return the app.

    Parameters
    ----------
    settings : WebSettings
    journal : Journal, optional
        One that is open already, which the caller closes; without it the settings say which.
    """
    opened = journal or _open(settings)
    kept: Store = FileStore(settings.folder / "app")
    measuring = Measuring(kept, settings, opened)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        clear_aside(settings.folder)
        measuring.resume()
        yield
        measuring.close()
        if journal is None:
            opened.close()

    app = FastAPI(
        title="Backstride",
        version=__version__,
        docs_url=None,  # its page would fetch scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.journal = opened
    app.state.store = kept
    app.state.measuring = measuring
    app.state.limits = limits = Limits()
    app.state.sounds = Sounds(settings.folder / "sounds")
    add_problems(app)
    for room in (
        entry,
        offline,
        sessions,
        playing,
        people,
        plans,
        diary,
        recorded,
    ):
        app.include_router(room.router)
    for place in (people, plans, diary, recorded):
        include_for_people(app, place.person_router)
        include_api_for_people(app, place.api)
    include_api_for_people(app, sessions.api)
    describe(app)
    app.add_middleware(Guard, settings=settings, door=Door(settings, opened, limits))
    return app


def _open(settings: WebSettings) -> Journal:
    """Open the journal that the settings name."""
    own = settings.folder / FILE_NAME
    if settings.demo:  # its originals, too, lie apart: another journal would clear them away
        return open_journal(own, originals=settings.folder / "originals")
    if settings.database or DATABASE_SETTING in os.environ:
        return open_journal(settings.database)
    return open_journal(own)
