"""What lets the app be installed and used without a network."""

import json

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from backstride.web.assets import asset_url, assets, by_hashed_name, version
from backstride.web.pages import page, words_for
from backstride.web.problems import ProblemError

router = APIRouter(include_in_schema=False)

_FOR_GOOD = "public, max-age=31536000, immutable"


@router.get("/static/{name}")
def static_file(request: Request, name: str) -> Response:
    """Return a script, style or picture by its hashed name."""
    asset = by_hashed_name().get(name)
    if asset is None:
        raise ProblemError(404, "not_found", "There is nothing at this address.")
    headers = {"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding"}
    if asset.packed and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.packed, 200, headers, asset.media_type)
    return Response(asset.content, 200, headers, asset.media_type)


@router.get("/sw.js")
def service_worker() -> Response:
    """Return the service worker with the list of what it keeps."""
    names = [asset_url(n) for n in assets() if n != "service-worker.js"]
    text = assets()["service-worker.js"].content.decode()
    text = text.replace('"VERSION"', json.dumps(version())).replace('["ASSETS"]', json.dumps(names))
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return Response(text, 200, headers, "text/javascript; charset=utf-8")


@router.get("/manifest.webmanifest")
def manifest(request: Request) -> JSONResponse:
    """Return what a phone needs to install the app."""
    say = words_for(request)
    icons = [
        {"src": asset_url(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    return JSONResponse(
        {
            "name": "Backstride",
            "short_name": "Backstride",
            "description": say("app.description"),
            "lang": say.language,
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#14171a",
            "theme_color": "#14171a",
            "icons": [*icons, {**icons[1], "purpose": "maskable"}],
        },
        media_type="application/manifest+json",
    )


@router.get("/offline")
def no_network(request: Request) -> Response:
    """Show what the app says without a network."""
    return page(request, "offline.html")


@router.get("/help/sensors")
def about_sensors(request: Request) -> Response:
    """Show why a browser refuses sensors, and how to get them."""
    return page(request, "sensors.html", host=request.headers.get("host", ""))
