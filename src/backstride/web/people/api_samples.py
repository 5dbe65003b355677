"""Examples made from the description of what is sent."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

_DEEPEST = 4
_BY_FORMAT = {"date": "2025-06-02", "date-time": "2025-06-02T17:00:00Z"}
_BY_TYPE: Mapping[str, Any] = {"string": "…", "integer": 1, "number": 1.0, "boolean": True}


def resolved(described: Schema, schema: Schema) -> Schema:
    """Return a schema, or the one that it refers to."""
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Schema = described["components"]["schemas"][name] if name else schema
    return found


def sample(described: Schema, schema: Schema, deep: int = 0) -> Any:
    """Return a value as an example of a schema: the one it names, or one of its kind."""
    whole = resolved(described, schema)
    for named in (whole.get("examples", ()), (whole.get("default"),), whole.get("enum", ())):
        if named and named[0] is not None:
            return named[0]
    for joined in ("anyOf", "oneOf", "allOf"):
        if joined in whole:
            return sample(described, whole[joined][0], deep + 1)
    if "properties" in whole or whole.get("type") == "array":
        return _parts(described, whole, deep + 1)
    plain = _BY_TYPE.get(whole.get("type", ""))
    return whole.get("const", _BY_FORMAT.get(whole.get("format", ""), plain))


def _parts(described: Schema, whole: Schema, deep: int) -> Any:
    if "properties" in whole:
        parts = whole["properties"] if deep < _DEEPEST else {}
        return {name: sample(described, one, deep) for name, one in parts.items()}
    return [sample(described, whole.get("items", {}), deep)] if deep < _DEEPEST else []
