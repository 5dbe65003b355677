"""Mass, centre and inertia of body segments, as shares of body mass and segment length."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

G_MPS2 = 9.80665
"""Standard gravity, by definition."""


@dataclass(frozen=True, slots=True)
class SegmentShare:
    """One segment of the body; of a paired one, one side.

    Attributes
    ----------
    mass : float
        Share of body mass.
    centre : float
        Distance of the centre of mass from the upper end, as a share of the length. The upper end
        of the foot is the heel, of the trunk the neck.
    gyration : float
        Radius of gyration about the left-to-right axis through the centre, share of the length.
    """

    mass: float
    centre: float
    gyration: float


SEGMENTS: Mapping[str, SegmentShare] = MappingProxyType(
    {
        "head": SegmentShare(0.0681, 0.500, 0.305),
        "trunk": SegmentShare(0.43015, 0.505, 0.299),
        "upper_arm": SegmentShare(0.0263, 0.576, 0.2645),
        "forearm": SegmentShare(0.0150, 0.457, 0.261),
        "hand": SegmentShare(0.00585, 0.769, 0.4835),
        "thigh": SegmentShare(0.1447, 0.385, 0.3465),
        "shank": SegmentShare(0.0457, 0.437, 0.2545),
        "foot": SegmentShare(0.0133, 0.421, 0.262),
    }
)
"""Means of the women's and the men's column of de Leva 1996, table 4
(doi 10.1016/0021-9290(95)00178-6), since a recording does not say who was recorded.

Ends: head from the vertex to C7, trunk from C7 to the middle of the hips, foot from heel to tip of
the toes, hand from the wrist to the third knuckle. Gyration is about the transverse axis."""

PAIRED_SEGMENTS = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")

HEAD_ABOVE_NECK = 0.20
"""Centre of the head above C7 as a share of the trunk's length (de Leva 1996: 0.12 of 0.61 m)."""

HAND_BEYOND_WRIST = 0.25
"""Centre of the hand beyond the wrist as a share of the forearm (de Leva 1996: 0.07 of 0.27 m)."""

UPPER_BODY_ABOVE_HIPS = 0.42
"""Centre of trunk, head and arms above the hips as a share of the leg, for a body without a trunk
in view: 0.35 m of 0.84 m from the same table, the body upright and the arms hanging."""
