"""Which feeds there are. A new one is a function and a line here."""

from backstride.errors import SettingsError
from backstride.simulate.feeds import keypoints, markers, phone, watch, worn
from backstride.simulate.feeds.feed import Feed

FEEDS: tuple[Feed, ...] = (
    Feed("trc", ".trc", "markers as TRC", markers.trc),
    Feed("c3d", ".c3d", "markers as C3D", markers.c3d),
    Feed("foot", ".foot.csv", "a sensor on the left shoe, as a table", worn.foot),
    Feed("feet", ".feet.csv", "sensors on both shoes, as a table", worn.feet),
    Feed("waist", ".waist.csv", "a sensor at the back of the belt, as a table", worn.waist),
    Feed("chest", ".chest.csv", "a sensor on the breastbone, as a table", worn.chest),
    Feed("phone", ".phone.jsonl", "a phone in a belt, as the app records it", phone.phone),
    Feed("gpx", ".gpx", "a watch's track as GPX", watch.gpx),
    Feed("tcx", ".tcx", "a watch's activity as TCX, with laps", watch.tcx),
    Feed("keypoints", ".keypoints.json", "key points of a video, COCO layout", keypoints.coco),
)


def feed_named(name: str) -> Feed:
    """Return a feed by its name.

    Raises
    ------
    SettingsError
        When there is none of that name.
    """
    for feed in FEEDS:
        if feed.name == name:
            return feed
    names = [feed.name for feed in FEEDS]
    raise SettingsError(
        f"{name!r} is no feed of simulated recordings; use {', '.join(names[:-1])} or {names[-1]}."
    )
