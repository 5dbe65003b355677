"""Scripts, styles and pictures under names that hold a hash of their content.

A file's name changes when it does, so a browser may keep it for good. Modules import each other by
plain names in the source; here those are replaced by the hashed ones.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from backstride.web.report_style import report_assets

_IMPORT = re.compile(r"(from\s+|import\s+)\"\./([\w.-]+)\"")
_URL = re.compile(r"url\(\"?([\w.-]+)\"?\)")
_PACKED = (".js", ".css", ".svg")
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent.

    Attributes
    ----------
    name : str
        With the hash in it.
    content : bytes
    packed : bytes or None
        The same by gzip, where that is worth it.
    media_type : str
    """

    name: str
    content: bytes
    packed: bytes | None
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """Return every file by its plain name."""
    folder = files(__package__).joinpath("static")
    raw = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    raw |= report_assets()
    made: dict[str, Asset] = {}
    for name in sorted(raw):
        _make(name, raw, made, ())
    return made


def asset_url(name: str) -> str:
    """Return the address of a file given by its plain name."""
    return f"/static/{assets()[name].name}"


@cache
def by_hashed_name() -> dict[str, Asset]:
    """Return every file by the name it is sent under."""
    return {one.name: one for one in assets().values()}


@cache
def version() -> str:
    """Return a word that changes when any file does."""
    names = " ".join(sorted(one.name for one in assets().values()))
    return hashlib.sha256(names.encode()).hexdigest()[:12]


def _make(
    name: str, raw: dict[str, bytes], made: dict[str, Asset], above: tuple[str, ...]
) -> Asset:
    if name in above:
        raise ValueError(f"modules import each other in a ring: {' > '.join((*above, name))}")
    if name in made:
        return made[name]
    content, suffix = raw[name], "." + name.rpartition(".")[2]

    def hashed(other: str) -> str:
        return _make(other, raw, made, (*above, name)).name

    if suffix == ".js":
        text = _IMPORT.sub(lambda m: f'{m[1]}"./{hashed(m[2])}"', content.decode())
        content = text.encode()
    elif suffix == ".css":
        content = _URL.sub(lambda m: f'url("{hashed(m[1])}")', content.decode()).encode()
    mark = hashlib.sha256(content).hexdigest()[:12]
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(content, 9, mtime=0) if suffix in _PACKED else None
    made[name] = Asset(f"{name.removesuffix(suffix)}.{mark}{suffix}", content, packed, kind)
    return made[name]
