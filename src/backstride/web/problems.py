"""One shape for every error: JSON for programs, a calm page for people."""

import math
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from backstride.errors import BackstrideError
from backstride.journal import ConflictError, NotAllowedError, NotThereError
from backstride.web.pages import page, words_for
from backstride.web.telling import translated
from backstride.web.visiting import FirstVisitError, SignInError
from backstride.web.words_of import LANGUAGES, words_in

_CODES = {
    400: "bad_request",
    401: "sign_in",
    403: "refused",
    404: "not_found",
    405: "wrong_method",
    408: "too_slow",
    409: "conflict",
    413: "too_large",
    422: "bad_request",
    429: "too_often",
}


_STATUS = ((NotAllowedError, 403), (NotThereError, 404), (ConflictError, 409))


class ProblemError(HTTPException):
    """A request that cannot be answered.

    Attributes
    ----------
    code : str
        Stable and machine-readable.
    detail : str
        One sentence for a person.
    """

    def __init__(self, status: int, code: str, sentence: str, **values: object) -> None:
        super().__init__(status, sentence.format(**values) if values else sentence)
        self.code, self.sentence, self.values = code, sentence, values


class TooLargeError(ProblemError):
    """A request with more bytes than its kind may have."""

    def __init__(self, most_bytes: int) -> None:
        size = f"{most_bytes / 1024**2:.0f} MB" if most_bytes >= 1024**2 else f"{most_bytes} bytes"
        super().__init__(
            413, "too_large", "That is more than the {size} that are taken at once.", size=size
        )


class TooSlowError(ProblemError):
    """A request whose bytes came too slowly, or not at all."""

    def __init__(self) -> None:
        super().__init__(408, "too_slow", "What you sent came too slowly; try again.")


class TooOftenError(ProblemError):
    """Something was asked more often than it may be.

    Attributes
    ----------
    waiting : dict
        The header that says how long to wait.
    """

    def __init__(self, wait_s: float) -> None:
        wait = max(1, math.ceil(wait_s))
        super().__init__(429, "too_often", "That was too often; try again in {wait} s.", wait=wait)
        self.waiting = {"Retry-After": str(wait)}


def error_json(status: int, code: str, sentence: str) -> JSONResponse:
    """Return ``{"error": {"code", "message"}}``."""
    return JSONResponse({"error": {"code": code, "message": sentence}}, status)


def wants_json(request: Request) -> bool:
    """Return whether a program asks and not a person at a page."""
    return request.url.path.startswith("/api/") or "text/html" not in request.headers.get(
        "accept", ""
    )


def sign_in_address(request: Request) -> str:
    """Return where to sign in, with the way back to the page that was asked for."""
    path = request.url.path
    back = f"?next={quote(path)}" if request.method == "GET" and path != "/" else ""
    return f"/sign-in{back}"


def add_problems(app: FastAPI) -> None:
    """Let an app answer every error in the one shape."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_values)
    app.add_exception_handler(BackstrideError, _on_ours)
    app.add_exception_handler(FirstVisitError, _on_first_visit)
    app.add_exception_handler(SignInError, _on_sign_in)


def answer(
    request: Request, status: int, code: str, sentence: str, error: Exception | None = None
) -> Response:
    """Return an error as whoever asked can read it; ``error`` knows what fills its sentence."""
    if wants_json(request):
        return error_json(status, code, sentence)
    known = words_in(LANGUAGES[0]).section("problem_said").values()
    detail = "" if sentence in known else sentence
    exact = translated(error or sentence, words_for(request).language)
    said = {"code": status, "kind": code, "sentence": sentence, "detail": detail, "exact": exact}
    return page(request, "problem.html", status=status, **said)


async def _on_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = error.code if isinstance(error, ProblemError) else _CODES.get(status, "error")
    said = str(error.detail) if isinstance(error, HTTPException) else ""
    if not said or said == HTTPStatus(status).phrase:
        said = "There is nothing at this address." if status == 404 else HTTPStatus(status).phrase
    known = error if isinstance(error, ProblemError) else None
    answered = answer(request, status, code, said, known)
    answered.headers.update(error.waiting if isinstance(error, TooOftenError) else {})
    return answered


async def _on_values(request: Request, error: Exception) -> Response:
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    if first.get("loc", ("",))[0] == "path" and not wants_json(request):
        return answer(request, 404, "not_found", "There is nothing at this address.")
    where = ".".join(str(part) for part in first.get("loc", ()) if part != "body")
    return answer(request, 422, "bad_request", f"{where or 'body'}: {first.get('msg', 'invalid')}.")


async def _on_ours(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 422)
    return answer(request, status, getattr(error, "code", "error"), str(error), error)


async def _on_first_visit(request: Request, _: Exception) -> Response:
    if wants_json(request):
        return error_json(409, "nobody_yet", "Nobody is in the journal yet; open the app first.")
    return RedirectResponse("/welcome", 303)


async def _on_sign_in(request: Request, _: Exception) -> Response:
    if wants_json(request):
        return error_json(401, "sign_in", "Sign in first, or send a token.")
    return RedirectResponse(sign_in_address(request), 303)
