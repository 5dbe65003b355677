"""Damage inside what is packed: the packing stays sound, so that the damage reaches what reads it.

A flipped bit in a ZIP archive is found by its checksum and in JSON by its grammar, so damage to the
bytes alone would only try the outermost check.
"""

import io
import json
import zipfile
import zlib
from typing import Any

import numpy as np

Damage = Any  # a function of bytes and a generator; named so where the kinds of damage are listed

_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, "", "nan", "1e400", -1, 0, 1e308, -1e308, 2**63, 1e-320, float("nan")),
    *([], {}, [[]], [None], {"": None}, "\u0000", "x" * 300),
)
"""What stands where something else was expected."""

_MOST_DEPTH = 12
_MAT_HEAD_BYTES, _PACKED_ELEMENT = 128, 15


def odd_json(data: bytes, rng: np.random.Generator) -> bytes | None:
    """Return a document with one to four of its values replaced, dropped, repeated or renamed.

    JSON lines are documents of their own; None for what is no JSON.
    """
    try:
        whole = json.loads(data)
    except ValueError:
        return _odd_lines(data, rng)
    for _ in range(int(rng.integers(1, 5))):
        whole = _changed(whole, rng)
    return json.dumps(whole).encode()


def _odd_lines(data: bytes, rng: np.random.Generator) -> bytes | None:
    lines = data.splitlines()
    if len(lines) < 2 or lines[0][:1] not in (b"{", b"["):
        return None
    for _ in range(int(rng.integers(1, 5))):
        at = 0 if rng.random() < 0.3 else int(rng.integers(len(lines)))
        try:
            lines[at] = json.dumps(_changed(json.loads(lines[at]), rng)).encode()
        except ValueError:
            return None
    return b"\n".join(lines) + b"\n"


def _changed(value: Any, rng: np.random.Generator, depth: int = 0) -> Any:
    keys = list(value) if isinstance(value, dict) else range(len(value) if _is_list(value) else 0)
    if not keys or depth > _MOST_DEPTH or rng.random() < 0.1:
        return _ODD_VALUES[int(rng.integers(len(_ODD_VALUES)))]
    key = keys[int(rng.integers(len(keys)))]
    found: Any = dict(value) if isinstance(value, dict) else list(value)
    way = rng.random()
    if way < 0.1:
        del found[key]
    elif way < 0.2 and _is_list(found):
        found.insert(key, found[key])
    elif way < 0.2:
        found[str(key) + "_"] = found.pop(key)
    else:
        found[key] = _changed(found[key], rng, depth + 1)
    return found


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def inside_zip(data: bytes, rng: np.random.Generator, damage: Damage) -> bytes | None:
    """Return an archive with one member damaged and packed again; None for what is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError):
        return None
    name = sorted(members)[int(rng.integers(len(members)))]
    members[name] = damage(members[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for one, content in members.items():
            packed.writestr(one, content)
    return out.getvalue()


def inside_matlab(data: bytes, rng: np.random.Generator, damage: Damage) -> bytes | None:
    """Return a MATLAB file whose packed element is damaged inside; None where none is packed."""
    head, body = data[:_MAT_HEAD_BYTES], data[_MAT_HEAD_BYTES:]
    if not head.startswith(b"MATLAB 5.0") or body[:4] != _PACKED_ELEMENT.to_bytes(4, "little"):
        return None
    try:
        element = zlib.decompress(body[8:])
    except zlib.error:
        return None
    small = zlib.compress(damage(element, rng), 1)
    return head + body[:4] + len(small).to_bytes(4, "little") + small


def sealed_blocks(data: bytes, rng: np.random.Generator, damage: Damage) -> bytes | None:
    """Return an Axivity file damaged, its blocks with right checksums; None for other files."""
    if data[:2] != b"MD":
        return None
    found = bytearray(damage(data, rng))
    for at in range(1024, len(found) - 511, 512):
        total = sum(np.frombuffer(bytes(found[at : at + 510]), "<u2").tolist())
        found[at + 510 : at + 512] = (-total & 0xFFFF).to_bytes(2, "little")
    return bytes(found)
