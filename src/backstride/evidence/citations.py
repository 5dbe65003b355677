"""Short citations for reports."""

from collections.abc import Iterable
from dataclasses import dataclass

from backstride.evidence.grades import SEEN, Seen
from backstride.evidence.library import finding, source
from backstride.evidence.load import section_of

_OURS = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One source, with the findings taken from it.

    Attributes
    ----------
    text : str
        The source in short form.
    findings : tuple of str
        Ids taken from it.
    seen : tuple of Seen
        How those findings came to us: a report that cites them says so.
    link : str
        Address, or empty.
    """

    text: str
    findings: tuple[str, ...]
    seen: tuple[Seen, ...]
    link: str = ""

    def __str__(self) -> str:
        """Return the citation on one line."""
        if not self.findings:
            return self.text
        how = ", ".join(SEEN[mark] for mark in self.seen)
        return f"{self.text} ({', '.join(self.findings)}; {how})"


def reference(evidence_ids: Iterable[str]) -> list[Citation]:
    """Return the sources of some findings, each once, in the order they are first needed.

    Ids of sources are taken as they are. A formula that rests on background knowledge is cited as
    such, because a report must say where its formulas come from; what has no source of its own is
    cited as ours. KeyError for an unknown id.
    """
    ids = (evidence_ids,) if isinstance(evidence_ids, str) else evidence_ids
    taken: dict[str, list[str]] = {}
    for one in dict.fromkeys(ids):
        if section_of(one) is None:
            taken.setdefault(source(one).id, [])
            continue
        for key in finding(one).sources or (_OURS,):
            taken.setdefault(key, []).append(one)
    return [_citation(key, tuple(cited)) for key, cited in taken.items()]


def citation(evidence_id: str) -> str:
    """Return the sources of one finding on one line; KeyError for an unknown id."""
    return "; ".join(str(one) for one in reference((evidence_id,)))


def _citation(key: str, ids: tuple[str, ...]) -> Citation:
    seen = tuple(dict.fromkeys(finding(one).seen for one in ids))
    if key == _OURS:
        return Citation("Backstride, docs/evidence.md", ids, seen)
    cited = source(key)
    return Citation(cited.citation, ids, seen, cited.link)
