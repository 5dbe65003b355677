"""Published accuracies, taken from the evidence, to stand beside our own."""

from backstride import evidence
from backstride.validation.row import Published


def best(finding_id: str, number: int = 0, *, aside: str = "") -> Published:
    """Return a value of a finding as a figure to stand beside ours.

    Parameters
    ----------
    finding_id : str
        Such as ``"X9"``.
    number : int
        Which of its values, from 0.
    aside : str
        What makes it differ from ours.
    """
    finding = evidence.finding(finding_id)
    if not finding.values:
        said = finding.statement
    else:
        value = finding.values[number]
        said = f"{value.quantity}: {value.text()}"
    rest = [part for part in (finding.conditions, aside) if part]
    return Published(finding_id, f"{said} ({'; '.join(rest)})" if rest else said)


def none_known() -> Published:
    """Return that no published accuracy was found for recognising backward running."""
    return Published("X7", "none found for recognising backward running")
