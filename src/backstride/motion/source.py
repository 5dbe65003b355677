"""Where a motion came from."""

from dataclasses import dataclass, replace

SYNTHETIC_MARK = "synthetic, computed by Backstride"
"""Stands inside every file that a simulated runner is written to, so that it stays known as one."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file or scenario behind a motion, and what was lost on the way.

    Attributes
    ----------
    path : str
        As the person gave it.
    format : str
        Short name of the format, for example ``"C3D"``.
    sha256 : str
        Of the file's bytes; empty for a simulated runner.
    warnings : tuple of str
        Sentences for a person: what was missing, guessed or left out.
    synthetic : bool
        True for a simulated runner; shown wherever the result is shown.
    """

    path: str
    format: str
    sha256: str = ""
    warnings: tuple[str, ...] = ()
    synthetic: bool = False

    def with_warnings(self, *more: str) -> "Source":
        """Return the same source with further warnings, each said once."""
        new = [w for w in dict.fromkeys(more) if w not in self.warnings]
        return replace(self, warnings=(*self.warnings, *new))
