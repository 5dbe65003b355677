"""Write the generated page: ``python -m backstride.evidence.pages [docs/claims.md]``."""

import sys
from pathlib import Path

from backstride.evidence.claims_page import render_claims_page


def main(arguments: list[str]) -> int:
    """Write the page to the path given, or to ``docs/claims.md`` below the current directory."""
    path = Path(arguments[0]) if arguments else Path("docs/claims.md")
    if not path.parent.is_dir():
        sys.stderr.write(f"There is no directory {path.parent} to write {path.name} into.\n")
        return 2
    path.write_text(render_claims_page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
