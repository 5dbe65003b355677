"""One injury of an athlete: what, how far along, and what a clinician has released it for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, get_args

from backstride.errors import SettingsError
from backstride.training.athlete_words import SITES, Site
from backstride.training.field_checks import check_date, check_word

InjuryKind = Literal[
    "patellofemoral_pain",
    "patellar_tendon",
    "acl_reconstruction",
    "hip_injury",
    "groin_strain",
    "calf_strain",
    "achilles_tendon",
    "shin_splints",
    "ankle_sprain",
    "hamstring_strain",
    "bone_stress",
    "other",
]
INJURY_KINDS: tuple[InjuryKind, ...] = get_args(InjuryKind)

SITES_OF_KIND: Mapping[InjuryKind, tuple[Site, ...]] = MappingProxyType(
    {
        "patellofemoral_pain": ("knee",),
        "patellar_tendon": ("knee",),
        "acl_reconstruction": ("knee",),
        "hip_injury": ("hip",),
        "groin_strain": ("groin", "hip"),
        "calf_strain": ("calf",),
        "achilles_tendon": ("achilles",),
        "shin_splints": ("shin",),
        "ankle_sprain": ("ankle",),
        "hamstring_strain": ("hamstring",),
        "bone_stress": SITES,
        "other": SITES,
    }
)
"""Where each kind of injury can be."""

Side = Literal["left", "right", "both", "middle"]
SIDES: tuple[Side, ...] = get_args(Side)

Stage = Literal["acute", "subacute", "late", "returned"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""Fresh and sore; calming down; back to most of daily life; back in sport. In this order."""

Clearance = Literal["none", "walking", "running", "sport"]
CLEARANCES: tuple[Clearance, ...] = get_args(Clearance)
"""What a clinician has released the person for; each includes those before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Injury:
    """One injury, present or past.

    Attributes
    ----------
    kind : InjuryKind
    site : Site
        Must fit the kind.
    side : Side
    stage : Stage
    since : date or None
        When it began; None when not remembered.
    cleared_by : str or None
        ``"clinician"``, together with ``cleared_for``; otherwise None. Nobody else can clear.
    cleared_for : Clearance or None
        ``"walking"``, ``"running"`` or ``"sport"``.
    surgery_on : date or None
        Day of the operation; required for an ACL reconstruction.

    Raises
    ------
    SettingsError
        One sentence that begins with the name of the field.
    """

    kind: InjuryKind
    site: Site
    side: Side
    stage: Stage
    since: date | None = None
    cleared_by: Literal["clinician"] | None = None
    cleared_for: Literal["walking", "running", "sport"] | None = None
    surgery_on: date | None = None

    def __post_init__(self) -> None:
        check_word("kind", self.kind, INJURY_KINDS)
        check_word("site", self.site, SITES_OF_KIND[self.kind])
        check_word("side", self.side, SIDES)
        check_word("stage", self.stage, STAGES)
        if self.cleared_by is not None:
            check_word("cleared_by", self.cleared_by, ("clinician",))
        if self.cleared_for is not None:
            check_word("cleared_for", self.cleared_for, CLEARANCES[1:])
        if (self.cleared_by is None) != (self.cleared_for is None):
            raise SettingsError(
                "cleared_by and cleared_for belong together: give both, or leave both out."
            )
        if self.since is not None:
            check_date("since", self.since)
        if self.surgery_on is not None:
            check_date("surgery_on", self.surgery_on)
        elif self.kind == "acl_reconstruction":
            raise SettingsError("surgery_on is missing, but an ACL reconstruction needs its date.")

    @property
    def clearance(self) -> Clearance:
        """Return what a clinician has released it for, ``"none"`` without one."""
        return self.cleared_for or "none"

    def surgery_weeks(self, today: date) -> float | None:
        """Return weeks since the operation; negative before it, None without one."""
        return None if self.surgery_on is None else (today - self.surgery_on).days / 7
