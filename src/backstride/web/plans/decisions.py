"""The sentence of each decision, found again from its numbers, so that it can be translated.

``training.decide`` writes its sentences in English. Each has a place in the words under
``decided``; a test holds that the English one is the sentence that training wrote.
"""

import re
from typing import Any

from backstride.training import Decision, LogEntry, TrainingSettings
from backstride.training.decide import done_percent
from backstride.training.log import worst

_PERCENT = re.compile(r"\d+(?= %)")

Blanks = tuple[str, dict[str, Any]]


def decision_blanks(
    one: Decision, entry: LogEntry | None, settings: TrainingSettings
) -> Blanks | None:
    """Return the name of a decision's sentence and what fills it in.

    None when the entry that it goes by is not known, or is no longer what it was.
    """
    if entry is None or entry.uid != one.uid:
        return None
    found = _by_rule(one, entry, settings)
    if found is None:
        return None
    key, blanks = found
    return key, {name: _shown(value) for name, value in blanks.items()}


def _by_rule(one: Decision, entry: LogEntry, settings: TrainingSettings) -> Blanks | None:
    bounds = {
        "hold": settings.pain_fine,
        "regress": settings.pain_bearable,
        "stop": settings.pain_stop,
    }
    if one.rule_id in ("pain_during", "pain_after"):
        level, site = _worst(getattr(entry, one.rule_id))
        blanks = {"level": level, "site": site, "bound": bounds.get(one.outcome, 0)}
        return f"{one.rule_id}_{one.outcome}", blanks
    if one.rule_id == "pain_next_morning":
        if entry.pain_next_morning is None:
            return "morning_unknown", {}
        level, site = _worst(entry.pain_next_morning)
        blanks = {"level": level, "site": site, "bound": settings.pain_bearable}
        return f"morning_{one.outcome}", blanks
    if one.rule_id == "pain_again":
        return "pain_again", {"bound": settings.pain_bearable, "days": settings.pain_again_days}
    return _otherwise(one, entry, settings)


def _otherwise(one: Decision, entry: LogEntry, settings: TrainingSettings) -> Blanks | None:
    if one.rule_id == "session_effort" and entry.rpe is not None:
        bound = settings.rpe_hold_above if one.outcome == "hold" else settings.rpe_lower_above
        return f"effort_{one.outcome}", {"felt": round(float(entry.rpe), 1), "bound": bound}
    if one.rule_id == "confidence" and entry.confidence is not None:
        is_hold = one.outcome == "hold"
        bound = settings.confidence_hold_below if is_hold else settings.confidence_lower_below
        felt = round(float(entry.confidence), 1)
        return f"confidence_{one.outcome}", {"felt": felt, "bound": bound}
    if one.rule_id == "measured_dose" and (share := _PERCENT.search(one.text)):
        key = "measured_less" if one.text.startswith("Only") else "measured_more"
        return key, {"share": int(share[0])}
    if one.rule_id == "completion":
        blanks = {"share": done_percent(entry), "bound": settings.done_percent}
        return f"completion_{one.outcome}", blanks
    return ("missed", {}) if one.rule_id == "missed" else None


def _worst(pain: Any) -> tuple[float, str]:
    level, site = worst(pain)
    return level, site.replace(" ", "_") or "elsewhere"


def _shown(value: Any) -> Any:
    return f"{value:g}" if isinstance(value, float) else value
