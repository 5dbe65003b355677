"""The page ``docs/claims.md``: every claim, every finding that people may see, every source."""

from collections import Counter
from collections.abc import Iterator

from backstride.evidence.answers import standing, verdict_text
from backstride.evidence.articles import ARTICLES, VERDICTS, Claim
from backstride.evidence.library import claims, finding, findings, questions, source, sources
from backstride.evidence.load import PREFIXES
from backstride.evidence.records import Finding, Source

_INTRODUCTION = """\
# What research says to the claims

<!-- Made by `python -m backstride.evidence.pages`; change the data, not this page. -->

Two popular articles about backward running make 82 claims. Each stands here in our own words,
with a verdict, the reason, and the findings it rests on. How findings were read and graded is
explained in [evidence.md](evidence.md). This is not medical advice.
"""

_SECTION_TITLES = {
    "energetics": "Energy",
    "spatiotemporal": "Steps, bounce and speed",
    "kinematics": "Movement",
    "kinetics": "Force and joint load",
    "muscles": "Muscles",
    "training": "Training and rehabilitation",
    "match": "Matches",
    "warm_up": "Warm-up",
    "detection": "Detection by sensors",
    "load_rules": "Pain, load and progression",
    "outcomes": "Tests of people and their changes",
    "own": "Our own recordings",
    "limits": "Limits of the evidence",
}


def render_claims_page() -> str:
    """Return the whole page as Markdown."""
    parts = [_INTRODUCTION, *_counts(), *_answers()]
    for article, source_id in ARTICLES.items():
        parts.append(f"## Claims of {source(source_id).citation} ({article})\n")
        parts += [_claim(one) for one in claims() if one.article == article]
    parts.append("## Findings\n")
    for section in PREFIXES:
        parts.append(f"### {_SECTION_TITLES[section]}\n")
        parts += [_finding(one) for one in findings() if one.section == section]
    parts.append("## Sources\n")
    shown = {source_id for one in findings() for source_id in one.sources} | {*ARTICLES.values()}
    parts.append("\n".join(_source(one) for one in sources() if one.id in shown) + "\n")
    return "\n".join(parts)


def _counts() -> Iterator[str]:
    by_article = Counter((one.article, one.verdict) for one in claims())
    rows = [
        f"| {verdict} | {meaning} | {by_article['S1', verdict]} | {by_article['S2', verdict]} |"
        for verdict, meaning in VERDICTS.items()
    ]
    yield "\n".join(["| verdict | meaning | S1 | S2 |", "|---|---|---|---|", *rows]) + "\n"


def _answers() -> Iterator[str]:
    yield "## Ten questions\n"
    for one in questions():
        related = ", ".join(_link(claim_id) for claim_id in one.claims)
        yield (
            f"### {one.question}\n\n"
            f"The article: {one.article_answer}\n\n"
            f"Research: {one.answer}\n\n"
            f"Findings: {_cited(one.findings)}. Claims: {related}.\n"
        )


def _claim(claim: Claim) -> str:
    rests = f" Rests on {_cited(claim.findings)}." if claim.findings else ""
    return (
        f'<a id="{_anchor(claim.id)}"></a>\n'
        f"**{claim.id}** {claim.text}  \n"
        f"*{verdict_text(claim)}* {claim.reason}{rests}\n"
    )


def _finding(finding: Finding) -> str:
    lines = [f'<a id="{_anchor(finding.id)}"></a>\n**{finding.id}** {finding.statement}']
    if finding.repeats:
        lines.append(f"Repeats {_link(finding.repeats)}.")
    if finding.derived_from:
        lines.append(f"Worked out from {_cited(finding.derived_from)}.")
    if finding.rejected:
        lines.append(f"Not accepted: {finding.rejected}")
    who = "; ".join(one for one in (finding.population, finding.conditions) if one)
    told = (f"{who[0].upper()}{who[1:]}." if who else "", finding.note)
    lines += [" ".join(one for one in told if one)] if any(told) else []
    cited = "; ".join(source(one).citation for one in finding.sources)
    lines.append(f"{cited} ({standing(finding)})." if cited else f"({standing(finding)})")
    numbers = "\n".join(f"* {value.quantity}: {value.text()}" for value in finding.values)
    return "\n\n".join(part for part in ("  \n".join(lines), numbers) if part) + "\n"


def _source(source: Source) -> str:
    citation = f"[{source.citation}]({source.link})" if source.link else source.citation
    return f"* {citation}{'. ' + source.note if source.note else ''}"


def _cited(ids: tuple[str, ...]) -> str:
    return ", ".join(_link(one) for one in ids if finding(one).shown)


def _link(one: str) -> str:
    return f"[{one}](#{_anchor(one)})"


def _anchor(one: str) -> str:
    return one.lower()
