"""The page that describes the API, made from its own description, and that description."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response

from backstride.web.pages import page
from backstride.web.people.api_samples import resolved, sample

router = APIRouter(include_in_schema=False)

_METHODS = ("get", "post", "put", "patch", "delete")
_WHOSE = "/api/people/{person_id}/"
_ABOUT = (
    "Everything the app does, as JSON. Send a token of the settings as `Authorization: Bearer "
    "TOKEN`. Each address of a person is there twice: `/api/…` is one's own, "
    "`/api/people/ID/…` that of somebody who shared. Every error has one shape: "
    '`{"error": {"code", "message"}}`.'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a field of what is sent or comes back."""

    name: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked."""

    method: str
    path: str
    of_person: bool
    summary: str
    text: str
    parameters: tuple[Field, ...]
    sent: tuple[Field, ...]
    back: tuple[Field, ...]
    example: str

    @property
    def anchor(self) -> str:
        """A name to link to."""
        return re.sub(r"\W+", "-", f"{self.method}{self.path}").strip("-").lower()


@router.get("/api/docs")
def documented(request: Request) -> Response:
    """Show what can be asked and how."""
    described: dict[str, Any] = request.app.openapi()
    groups: dict[str, list[Operation]] = {}
    for tag, one in operations(described, str(request.base_url).rstrip("/")):
        groups.setdefault(tag, []).append(one)
    return page(request, "people-api.html", groups=groups)


def describe(app: FastAPI) -> None:
    """Let an app describe its API with what the routes alone do not say."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title, version=app.version, description=_ABOUT, routes=app.routes
            )
            parts = made.setdefault("components", {})
            parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            made["security"] = [{"token": []}]
            _add_whose(made)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def operations(described: Mapping[str, Any], base: str) -> list[tuple[str, Operation]]:
    """Return the operations of a description with the name of their group, in its order.

    What can be asked of oneself and of others stands there once.
    """
    paths: Mapping[str, Any] = described["paths"]
    found = []
    for path, methods in paths.items():
        if path.startswith(_WHOSE) and f"/api/{path.removeprefix(_WHOSE)}" in paths:
            continue
        shared = f"{_WHOSE}{path.removeprefix('/api/')}" in paths
        for method in _METHODS:
            if method in methods:
                tag = (methods[method].get("tags") or [""])[0]
                one = _operation(described, path, method, base, of_person=shared)
                found.append((tag, one))
    return found


def _operation(
    described: Mapping[str, Any], path: str, method: str, base: str, *, of_person: bool
) -> Operation:
    asked = described["paths"][path][method]
    text: str = asked.get("description", "").split("\n\nParameters\n")[0].replace("``", "").strip()
    body = _content(asked.get("requestBody", {}))
    answers: Mapping[str, Any] = asked.get("responses", {})
    good: Mapping[str, Any] = next((v for k, v in answers.items() if k.startswith("2")), {})
    return Operation(
        method=method.upper(),
        path=path,
        of_person=of_person,
        summary=text.partition(". ")[0].partition("\n")[0].removesuffix("."),
        text=text,
        parameters=tuple(
            Field(
                name=one["name"],
                kind=f"{_kind(described, one.get('schema', {}))} ({one['in']})",
                required=bool(one.get("required")),
                text=one.get("description", ""),
            )
            for one in asked.get("parameters", ())
        ),
        sent=_fields(described, body),
        back=_fields(described, _content(good)),
        example=_curl(described, path, method, base, body, asked.get("requestBody", {})),
    )


def _content(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of the first kind of content."""
    for kind in part.get("content", {}).values():
        schema: Mapping[str, Any] = kind.get("schema", {})
        return schema
    return {}


def _fields(described: Mapping[str, Any], schema: Mapping[str, Any]) -> tuple[Field, ...]:
    whole = resolved(described, schema)
    needed = whole.get("required", ())
    return tuple(
        Field(
            name=name,
            kind=_kind(described, one),
            required=name in needed,
            text=one.get("description", ""),
        )
        for name, one in whole.get("properties", {}).items()
    )


def _kind(described: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2].removesuffix("Shape"))
    for joined in ("anyOf", "oneOf", "allOf"):
        if joined in schema:
            return " or ".join(_kind(described, one) for one in schema[joined])
    if "enum" in schema:
        return " | ".join(json.dumps(one) for one in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_kind(described, schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any")


def _curl(
    described: Mapping[str, Any],
    path: str,
    method: str,
    base: str,
    body: Mapping[str, Any],
    asked: Mapping[str, Any],
) -> str:
    parts = ["curl"]
    if method != "get":
        parts.append(f"-X {method.upper()}")
    parts.append('-H "Authorization: Bearer $TOKEN"')
    if "multipart/form-data" in asked.get("content", {}):
        parts.append("-F file=@FILE")
    elif body:
        plain = json.dumps(sample(described, body), ensure_ascii=False)
        parts.append(f"-H 'Content-Type: application/json' -d '{plain}'")
    named = re.sub(r"\{(\w+)\}", lambda found: found.group(1).upper(), path)
    return " ".join((*parts, base + named))


def _add_whose(made: dict[str, Any]) -> None:
    """Add the id of the person to what is asked of a person."""
    for path, methods in made["paths"].items():
        for method, one in methods.items():
            named = {p["name"] for p in one.get("parameters", ())}
            if "{person_id}" in path and "person_id" not in named and method in _METHODS:
                said = {"name": "person_id", "in": "path", "required": True}
                one.setdefault("parameters", []).insert(0, {**said, "schema": {"type": "string"}})
