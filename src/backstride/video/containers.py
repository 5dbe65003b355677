"""Kinds of video files, told by their first bytes.

The kind is handed to the decoder by name, so that nothing else is ever tried: play lists and
descriptions that would fetch other files are not videos here.
"""

_STILL_PICTURES = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif", b"crx ")
_MPEG_TS_PACKET = 188


def demuxer_of(head: bytes) -> str | None:
    """Return the decoder's name for the kind of a file, None when it is no video.

    Sound in an MP4 container counts as a video here; that there is no picture in it is said later,
    by a sentence of its own.
    """
    if _is_mp4(head):
        return "mov"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    if head[:1] == b"G" and head[_MPEG_TS_PACKET : _MPEG_TS_PACKET + 1] == b"G":
        return "mpegts"
    if head.startswith(b"\0\0\x01\xba"):
        return "mpeg"
    return None


def _is_mp4(head: bytes) -> bool:
    """Return whether a file begins with a box of MP4 or QuickTime, and is no still picture."""
    kind, brand = head[4:8], head[8:12]
    if kind == b"ftyp":
        return brand not in _STILL_PICTURES
    return kind in (b"moov", b"mdat", b"wide") and len(head) > 8
