"""The app, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from backstride import __version__
from backstride.web import entry, offline, playing, recordings, runs, sessions
from backstride.web.file_store import FileStore
from backstride.web.guard import Guard
from backstride.web.measuring import Measuring
from backstride.web.problems import add_problems
from backstride.web.settings import WebSettings
from backstride.web.sounds import Sounds
from backstride.web.store import Store


def create_app(settings: WebSettings, store: Store | None = None) -> FastAPI:
    """Return the app.

    Parameters
    ----------
    settings : WebSettings
    store : Store, optional
        Where things are kept; without it in plain files in the settings' folder.
    """
    kept: Store = FileStore(settings.folder / "app") if store is None else store
    measuring = Measuring(kept, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        measuring.resume()
        yield
        measuring.close()

    app = FastAPI(
        title="Backstride",
        version=__version__,
        docs_url=None,  # its page would fetch scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.store = kept
    app.state.measuring = measuring
    app.state.sounds = Sounds(settings.folder / "sounds")
    add_problems(app)
    for room in (entry, offline, sessions, playing, runs, recordings):
        app.include_router(room.router)
    app.add_middleware(Guard, settings=settings)
    return app
