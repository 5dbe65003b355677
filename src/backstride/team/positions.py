"""Positions of American football and the groups that shares are given for."""

_GROUPS = {
    "defensive backs": ("DB", "CB", "S", "SS", "FS", "NB", "SAF"),
    "quarterbacks": ("QB",),
    "offensive line": ("OL", "T", "G", "C", "OT", "OG", "TACKLE", "GUARD", "CENTER"),
    "linebackers": ("LB", "ILB", "OLB", "MLB"),
    "running backs": ("RB", "FB", "HB"),
    "receivers": ("WR",),
    "tight ends": ("TE",),
    "defensive line": ("DL", "DE", "DT", "NT", "EDGE"),
    "specialists": ("SPEC", "K", "P", "PK", "LS"),
}
_GROUP_OF = {word: group for group, words in _GROUPS.items() for word in words}


def position_group(word: str) -> str:
    """Return the group a position belongs to; the word itself where it is in none."""
    return _GROUP_OF.get(word.upper(), word)
