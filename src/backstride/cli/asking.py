"""``backstride evidence``."""

import argparse
import json

from backstride import evidence


def ask(arguments: argparse.Namespace) -> int:
    """Print what is known about the words asked for."""
    query = arguments.query.strip()
    result = evidence.search(query) if query else evidence.everything()
    if arguments.json:
        print(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        print(evidence.render_answer_text(result))
    return 0
