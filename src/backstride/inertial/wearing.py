"""Where a sensor is worn, in the words of people: placements and ways of wearing a phone."""

import re
from difflib import get_close_matches

from backstride.errors import SettingsError
from backstride.motion.inertial import Placement, Site, WornSide

Axis = tuple[float, float, float]

AXES: dict[str, Axis] = {
    "+x": (1.0, 0.0, 0.0),
    "-x": (-1.0, 0.0, 0.0),
    "+y": (0.0, 1.0, 0.0),
    "-y": (0.0, -1.0, 0.0),
    "+z": (0.0, 0.0, 1.0),
    "-z": (0.0, 0.0, -1.0),
}
"""Axes of a sensor that may point where its wearer faces."""

SITE_WORDS: dict[str, Site] = {
    "foot": "foot",
    "shoe": "foot",
    "waist": "waist",
    "belt": "waist",
    "hip": "waist",
    "pelvis": "waist",
    "sacrum": "waist",
    "lumbar": "waist",
    "lower_back": "waist",
    "chest": "chest",
    "sternum": "chest",
    "wrist": "wrist",
    "watch": "wrist",
    "unknown": "unknown",
}
"""Words for a site; the first of each site is its own name."""

WAYS_OF_WEARING: dict[str, Placement] = {
    "belt_front_screen_out": Placement("waist", forward_axis=AXES["+z"], said=True),
    "belt_front_screen_in": Placement("waist", forward_axis=AXES["-z"], said=True),
    "belt_back_screen_out": Placement("waist", forward_axis=AXES["-z"], said=True),
    "belt_back_screen_in": Placement("waist", forward_axis=AXES["+z"], said=True),
    "belt_right_screen_out_top_up": Placement("waist", forward_axis=AXES["+x"], said=True),
    "belt_right_screen_in_top_up": Placement("waist", forward_axis=AXES["-x"], said=True),
    "belt_left_screen_out_top_up": Placement("waist", forward_axis=AXES["-x"], said=True),
    "belt_left_screen_in_top_up": Placement("waist", forward_axis=AXES["+x"], said=True),
    "chest_screen_out": Placement("chest", forward_axis=AXES["+z"], said=True),
    "chest_screen_in": Placement("chest", forward_axis=AXES["-z"], said=True),
    "upper_back_screen_out": Placement("chest", forward_axis=AXES["-z"], said=True),
    "upper_back_screen_in": Placement("chest", forward_axis=AXES["+z"], said=True),
    "arm_right_screen_out_top_up": Placement("unknown", "right", AXES["+x"], said=True),
    "arm_left_screen_out_top_up": Placement("unknown", "left", AXES["-x"], said=True),
}
"""A phone's axes: x to the right of the screen, y to its top, z out of it.

In front of the belly with the screen away from the body, z points where the wearer faces, however
the phone is turned about z. On a side, the screen faces sideways, and which way is forward depends
on which end is up: screen out on the right side, top up, x = up × right = forward.
"""


def parse_placement(text: str) -> Placement:
    """Return the placement that a person names.

    ``foot_left``, ``waist``, ``chest``, ``wrist_right`` and their synonyms, each with an axis that
    points forward if it is known (``waist:-z``), or a way of wearing a phone
    (``belt_front_screen_out``). Case, spaces and hyphens between words do not matter.

    Raises
    ------
    SettingsError
        When it is no such thing; the sentence lists what is possible.
    """
    words, _, axis_text = text.strip().lower().partition(":")
    name = re.sub(r"[\s,\-]+", "_", words.strip())
    if name in WAYS_OF_WEARING and not axis_text:
        return WAYS_OF_WEARING[name]
    side: WornSide = "unknown"
    site_name = name
    for one in ("left", "right"):
        without = re.sub(rf"^{one}_|_{one}$", "", name)
        if without != name:
            site_name, side = without, "left" if one == "left" else "right"
    if site_name not in SITE_WORDS:
        raise SettingsError(_unknown(text, name))
    site = SITE_WORDS[site_name]
    if site not in ("foot", "wrist"):
        side = "unknown"
    return Placement(site, side, _axis(text, axis_text), said=site != "unknown")


def _axis(text: str, axis_text: str) -> Axis | None:
    axis = axis_text.strip()
    if not axis:
        return None
    axis = axis if axis[0] in "+-" else f"+{axis}"
    if axis not in AXES:
        raise SettingsError(
            f"Placement “{text}”: after the colon stands the axis of the sensor that points where "
            f"the wearer faces, one of {', '.join(AXES)}."
        )
    return AXES[axis]


def _unknown(text: str, name: str) -> str:
    near = get_close_matches(name, [*WAYS_OF_WEARING, *SITE_WORDS], n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return (
        f"Placement “{text}” is not known.{hint} Possible are {', '.join(SITE_WORDS)} (foot and "
        "wrist with _left or _right), each with an axis that points forward, such as waist:-z; and "
        f"ways of wearing a phone: {', '.join(WAYS_OF_WEARING)}."
    )
