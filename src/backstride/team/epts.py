"""FIFA's EPTS text: groups of numbers, and an XML that says what they are."""

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import numpy as np

from backstride.motion.arrays import Ints
from backstride.team.feed import Feed, Player, attack_from_positions
from backstride.team.metrica import MISSING, floats, sound_rows
from backstride.team.parts import PITCH_M, all_true, clock, content, damaged, extra, number, xml


def is_epts(head: bytes) -> bool:
    """Tell EPTS text: a frame number, then groups of numbers."""
    return re.match(rb"\d+:(?:[-\d.NaN]*,){2,}[^:]*;", head) is not None


def read_epts(path: Path, meta: Path) -> Feed:
    """Return a feed from EPTS text and the XML that says what its columns are."""
    root = xml(meta, content(meta))
    form = root.find(".//DataFormatSpecification")
    rate = number(root.findtext(".//GlobalConfig/FrameRate"))
    if form is None or not rate > 0:
        damaged(meta, "it gives no frame rate or no DataFormatSpecification")
    channels = _channels(form)
    frame_at = channels.index("frameCount") if "frameCount" in channels else 0
    flat = content(path).translate(bytes.maketrans(b":;", b",,"))
    values = floats(_read_bytes(path, flat), path)
    if values.shape[1] < len(channels):
        damaged(path, f"its lines hold {values.shape[1]} values, the XML names {len(channels)}")
    values = sound_rows(values, [frame_at], path)
    frame = values[:, frame_at].astype(np.intp)
    size = [number(root.findtext(f".//FieldSize/{name}")) for name in ("Width", "Height")]
    length, width = (a if a > 0 else b for a, b in zip(size, PITCH_M, strict=True))
    scale = np.array([length, -width])
    at = {name: i for i, name in enumerate(channels)}
    players, points = [], []
    for id_, player in _players_of(root):
        if f"{id_}_x" in at and f"{id_}_y" in at:
            pair = values[:, [at[f"{id_}_x"], at[f"{id_}_y"]]]
            players.append(player)
            points.append(((pair - 0.5) * scale).astype(np.float32))
    if not players:
        damaged(meta, "none of its players has an x and a y channel")
    xy = np.stack(points, axis=1)
    ball = np.full((len(frame), 2), np.nan, dtype=np.float32)
    if "x" in at and "y" in at:
        ball = ((values[:, [at["x"], at["y"]]] - 0.5) * scale).astype(np.float32)
    period = _epts_periods(root, frame)
    keep = period > 0 if (period > 0).any() else np.ones(len(frame), dtype=np.bool_)
    time_s, play = clock(frame[keep], rate)
    return Feed(
        path=path,
        format="EPTS",
        rate_hz=rate,
        time_s=time_s,
        period=period[keep],
        players=tuple(players),
        x_m=xy[keep, :, 0],
        y_m=xy[keep, :, 1],
        ball_m=ball[keep],
        in_play=all_true(int(keep.sum())),
        play=play,
        attack=attack_from_positions(xy[keep, :, 0], period[keep], [p.team for p in players]),
    )


def _read_bytes(path: Path, flat: bytes) -> Any:  # a frame of polars
    polars = extra("polars")
    try:
        return polars.read_csv(flat, has_header=False, infer_schema=False, null_values=MISSING)
    except polars.exceptions.PolarsError as error:
        damaged(path, f"its lines have no common shape ({str(error).splitlines()[0][:120]})")


def _channels(form: Element) -> list[str]:
    """Return the names of the columns in order, however deep the splitting goes."""
    return [
        str(part.get(key))
        for part in form.iter()
        for key in ("name", "playerChannelId", "channelId")
        if part is not form and part.get(key) and part.tag.endswith(("Register", "Ref"))
    ]


def _players_of(root: Element) -> list[tuple[str, Player]]:
    """Return for each player the beginning of the names of its channels."""
    channel: dict[str, str] = {}
    for one in root.iter("PlayerChannel"):
        id_ = one.get("id", "")
        if id_.endswith("_x"):
            channel[one.findtext("./PlayerId") or one.get("playerId", "") or id_] = id_[:-2]
    teams = {t.get("id", ""): str(t.findtext("Name") or t.get("id", "")) for t in root.iter("Team")}
    found = []
    for one in root.iter("Player"):
        id_ = one.get("id", "")
        team = teams.get(one.get("teamId", ""), one.get("teamId", ""))
        player = Player(id_, one.findtext("Name") or id_, team)
        if id_ in channel:
            found.append((channel[id_], player))
    return found


def _epts_periods(root: Element, frame: Ints) -> Ints:
    said = {
        one.findtext("Name", ""): number(one.findtext("Value"))
        for one in root.iter("ProviderParameter")
    }
    period = np.zeros(len(frame), dtype=np.intp)
    halves = ("first_half", "second_half", "first_extra_half", "second_extra_half")
    for i, half in enumerate(halves, 1):
        first, last = said.get(f"{half}_start", np.nan), said.get(f"{half}_end", np.nan)
        period[(frame >= first) & (frame <= last)] = i
    if not (period > 0).any():
        period[:] = 1
    return period
