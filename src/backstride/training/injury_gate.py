"""What an injury leaves room for, by its stage and what a clinician has released it for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from backstride.training.injury import CLEARANCES, INJURY_KINDS, STAGES, Injury
from backstride.training.limits import Allowed, Limits, strictest
from backstride.training.rules import EXPERT_OPINION, Reason, check_basis


@dataclass(frozen=True, slots=True, kw_only=True)
class InjuryGate:
    """The gate for one kind of injury.

    Attributes
    ----------
    kind : str
        One of ``INJURY_KINDS``.
    name : str
        For people, in lower case.
    backward_walking, backward_running : mapping of stage to clearance
        The least clearance with which it is allowed at each stage; a stage that is not there
        never allows it.
    text : str
        What research shows and does not show, for the person.
    limits : Limits
        What is excluded until the person has returned to sport.
    findings : tuple of str
    basis : str
    """

    kind: str
    name: str
    backward_walking: Mapping[str, str]
    backward_running: Mapping[str, str]
    text: str
    limits: Limits = field(default_factory=Limits)
    findings: tuple[str, ...] = ()
    basis: str = EXPERT_OPINION

    def __post_init__(self) -> None:
        check_basis(self.rule_id, self.findings, self.basis)
        if self.kind not in INJURY_KINDS:
            raise ValueError(f"there is no injury of the kind {self.kind!r}")
        for table in (self.backward_walking, self.backward_running):
            if not (table.keys() <= set(STAGES) and set(table.values()) <= set(CLEARANCES)):
                raise ValueError(f"{self.rule_id}: unknown stage or clearance in {dict(table)}")

    @property
    def rule_id(self) -> str:
        """Return the id its reasons bear."""
        return f"injury.{self.kind}"

    def allowed(self, injury: Injury) -> Allowed:
        """Return the most that the injury leaves room for."""
        if _released(injury, self.backward_running):
            return "backward_running"
        return "backward_walking" if _released(injury, self.backward_walking) else "nothing"

    def reason(self, injury: Injury) -> Reason:
        """Return what the gate makes of an injury; walking comes first in any case."""
        allowed = self.allowed(injury)
        limits = Limits(allowed=allowed, walking_first=True)
        if injury.stage != "returned":
            limits = strictest((limits, self.limits))
        about = f"{self.name[0].upper()}{self.name[1:]}{_side(injury)}, stage {injury.stage}"
        reason = Reason(
            rule_id=self.rule_id,
            outcome="limit",
            text=f"{about}: {_ALLOWED_TEXT[allowed]} {self.text}",
            findings=self.findings,
            basis=self.basis,
            limits=limits,
        )
        if allowed != "nothing":
            return reason
        if injury.stage == "acute":
            return replace(reason, outcome="stop")
        return replace(reason, outcome="clearance", clears=self.clears(injury))

    def clears(self, injury: Injury) -> str:
        """Return what would allow backward walking with an injury that allows nothing now."""
        later = STAGES[STAGES.index(injury.stage) :]
        stage = next(one for one in later if one in self.backward_walking)
        wait = "" if stage == injury.stage else f"when it has reached the stage {stage}, "
        needed = self.backward_walking[stage]
        release = (
            "it opens by itself" if needed == "none" else f"a clinician's release for {needed}"
        )
        return f"{wait}{release}.".capitalize()


def _released(injury: Injury, table: Mapping[str, str]) -> bool:
    needed = table.get(injury.stage)
    if needed is None:
        return False
    return list(CLEARANCES).index(injury.clearance) >= list(CLEARANCES).index(needed)  # type: ignore[arg-type]


def _side(injury: Injury) -> str:
    return {"both": ", both sides", "middle": ""}.get(injury.side, f", {injury.side}")


_ALLOWED_TEXT: dict[Allowed, str] = {
    "nothing": "nothing backward yet.",
    "backward_walking": "backward walking only.",
    "backward_running": "backward running after backward walking.",
}
