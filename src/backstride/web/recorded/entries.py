"""Entries of the log in a few words, to be chosen from."""

from collections.abc import Callable

from backstride.journal.sessions import KeptEntry
from backstride.web.diary.days import day_words
from backstride.web.visiting import Visit
from backstride.web.words_of import Words


def entry_words(visit: Visit, say: Words) -> Callable[[KeptEntry], str]:
    """Return what puts an entry into words: its day, what it was, and how hard."""
    version = visit.journal.programmes.current(visit.by, visit.person.id)
    sessions = version.programme.sessions() if version is not None else ()
    titles = {one.uid: one.session.title for one in sessions}

    def words(kept: KeptEntry) -> str:
        said = [day_words(kept.entry.day, say, visit.today)]
        if title := titles.get(kept.entry.uid):
            said.append(say.title(title))
        if kept.entry.rpe is not None:
            said.append(say("recorded.load", rpe=f"{kept.entry.rpe:g}"))
        return ", ".join(said)

    return words
