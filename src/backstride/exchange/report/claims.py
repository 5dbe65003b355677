"""What the articles say, with research's verdict."""

from collections.abc import Iterable

from backstride.exchange.report.parts import Table


def claims_table(caption: str, ids: Iterable[str]) -> Table:
    """Return the articles' claims with what research says of each."""
    from backstride import evidence  # noqa: PLC0415 - reads its tables when first asked

    rows = []
    for one in ids:
        claim = evidence.claim(one)
        verdict = f"{claim.verdict}. {claim.nuance}" if claim.nuance else claim.verdict
        rows.append((claim.text, verdict, claim.reason, f"{one}: {', '.join(claim.findings)}"))
    heads = ("What an article says", "Research", "Why", "Claim and findings")
    return Table(caption, heads, tuple(rows))
