"""Search claims, questions and findings for words that people type."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

from backstride.evidence.articles import Claim, Question
from backstride.evidence.library import (
    claim,
    claims,
    finding,
    findings,
    question,
    questions,
    source,
)
from backstride.evidence.records import Finding

# Words that say nothing about what is looked for: grammar, and what everything here is about.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        a about an and any are at be but by can could do does for from get give has have help how
        i if in is it its me more my of on or our should so that the their them there these they
        this to was we what when where which who why will with would you your
        backward backwards retro reverse run runner runners running runs
        """,
    )
)
_MOST_WORDS = 24
_WORD = re.compile(r"\w+")

# The columns weigh 0 (id), 5 (title), 6 (keywords), 1 (detail) and 1 (cited ids): people's own
# words and what a claim says count most, an explanation mentions much that it is not about.
# Between equal matches, what research says more about comes first.
_BEST_FIRST = """
    SELECT entry.kind, entry.id FROM words JOIN entry ON entry.rowid = words.rowid
    WHERE words MATCH ?
    ORDER BY bm25(words, 0.0, 5.0, 6.0, 1.0, 1.0) * (1.0 + 0.05 * entry.support), words.rowid
"""

Entry = tuple[str, str]
"""Kind and id: ``("claim", "S2-44")``."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found, each part with the best match first.

    Attributes
    ----------
    query : str
    claims : tuple of Claim
    findings : tuple of Finding
        Those that match by their own words; never one that people are not shown.
    questions : tuple of Question
    """

    query: str
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]

    @property
    def cited(self) -> tuple[Finding, ...]:
        """Return the findings that match, then those the questions and claims rest on."""
        ids = [one.id for one in self.findings]
        ids += [one for answer in self.questions for one in answer.findings]
        ids += [one for answer in self.claims for one in answer.findings]
        return tuple(finding(one) for one in dict.fromkeys(ids) if finding(one).shown)

    def as_json(self) -> dict[str, Any]:
        """Return the result of ``backstride evidence --json``, complete in itself."""
        cited = self.cited
        used = dict.fromkeys(source_id for one in cited for source_id in one.sources)
        return {
            "schema": "backstride.evidence/1",
            "query": self.query,
            "questions": [one.as_json() for one in self.questions],
            "claims": [one.as_json() for one in self.claims],
            "findings": [one.as_json() for one in cited],
            "sources": [source(one).as_json() for one in used],
        }


def everything() -> SearchResult:
    """Return all claims, questions and findings that people may see."""
    return SearchResult("", claims(), findings(), questions())


def search(query: str, limit: int = 20) -> SearchResult:
    """Return what matches a query, at most ``limit`` of each kind.

    Any text is allowed: it is taken as words, or as the id of a claim, question or finding, never
    as search syntax. Word endings do not matter. Entries with all the words are given; when no
    question or claim has them all, those with any; and when there are none, those in which a word
    begins like one of the query.
    """
    found: dict[Entry, None] = dict.fromkeys(_named(query))
    with closing(_index()) as index:
        for expression in _expressions(query):
            found |= dict.fromkeys(_match(index, expression))
            if any(kind != "finding" for kind, _ in found):
                break

    def ids(kind: str) -> list[str]:
        return [one for kind_found, one in found if kind_found == kind][: max(limit, 0)]

    return SearchResult(
        query,
        tuple(claim(one) for one in ids("claim")),
        tuple(finding(one) for one in ids("finding")),
        tuple(question(one) for one in ids("question")),
    )


def _named(query: str) -> list[Entry]:
    """Return the entries whose id is in the query."""
    ids = _ids()
    return [ids[word.upper()] for word in query.split() if word.upper() in ids]


def _expressions(query: str) -> list[str]:
    """Return the full-text queries to try in turn: all words, any word, beginnings of words."""
    named = [one for _, one in _named(query)]
    words = _WORD.findall(" ".join(word for word in query.split() if word.upper() not in _ids()))
    telling = [word for word in words if word.casefold() not in _COMMON] or words
    quoted = [f'"{word}"' for word in (*named, *telling)][:_MOST_WORDS]
    if not quoted:
        return []
    beginnings = [f"{word}*" for word in quoted if word not in {f'"{one}"' for one in named}]
    return [" AND ".join(quoted), " OR ".join(quoted), " OR ".join(beginnings or quoted)]


def _match(index: sqlite3.Connection, expression: str) -> list[Entry]:
    return [(str(kind), str(one)) for kind, one in index.execute(_BEST_FIRST, (expression,))]


def _index() -> sqlite3.Connection:
    """Return a full-text index in memory.

    It is made anew for each search: that takes a few milliseconds for so few entries, and leaves
    nothing to share between threads or to close at exit.
    """
    index = sqlite3.connect(":memory:")
    index.execute("CREATE TABLE entry (kind TEXT, id TEXT, support INTEGER)")
    index.execute(
        "CREATE VIRTUAL TABLE words USING fts5(id, title, keywords, detail, cites, "
        "tokenize = 'porter unicode61')"
    )
    entries = _entries()
    index.executemany("INSERT INTO entry VALUES (?, ?, ?)", [row[:3] for row in entries])
    index.executemany(
        "INSERT INTO words VALUES (?, ?, ?, ?, ?)", [(row[1], *row[3:]) for row in entries]
    )
    return index


@cache
def _entries() -> tuple[tuple[str, str, int, str, str, str, str], ...]:
    """Return a row per entry: kind, id, support, title, keywords, detail, cited ids."""
    asked = [
        ("question", q.id, 0, q.question, q.keywords, q.answer, _joined(q.claims, q.findings))
        for q in questions()
    ]
    claimed = [
        ("claim", c.id, len(c.findings), c.text, f"{_joined(c.topics)} {c.keywords}",
         f"{c.reason} {c.nuance}", _joined(c.findings))
        for c in claims()
    ]  # fmt: skip
    found = [
        ("finding", f.id, 0, f.statement, f.keywords, f"{f.population} {f.conditions}", "")
        for f in findings()
    ]
    return (*asked, *claimed, *found)


@cache
def _ids() -> dict[str, Entry]:
    """Return kind and id of every entry by its id in capitals."""
    return {row[1].upper(): (row[0], row[1]) for row in _entries()}


def _joined(*groups: Iterable[str]) -> str:
    return " ".join(one for group in groups for one in group)
