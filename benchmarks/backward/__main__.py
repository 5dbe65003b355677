"""The command line of the benchmark."""

import argparse
import json
import sys
from pathlib import Path

from backstride.errors import BackstrideError, SettingsError
from benchmarks.backward.cases import PUBLIC_SEED, public_cases
from benchmarks.backward.generate import INDEX, Written, read_index, write_cases, write_index
from benchmarks.backward.own import predict, write_predictions
from benchmarks.backward.predictions import read_predictions
from benchmarks.backward.score import Tally, score_case
from benchmarks.backward.table import as_text, totals
from benchmarks.backward.truth import read_truth


def main() -> int:
    """Run one of generate, score and predict."""
    arguments = _arguments()
    try:
        run = {"generate": _generate, "score": _score, "predict": _predict}[arguments.command]
        run(arguments)
    except BackstrideError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.backward", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("generate", help="make the cases")
    make.add_argument("out", type=Path)
    make.add_argument("--seed", type=int, default=PUBLIC_SEED, help="1 is the public list")
    make.add_argument("--sessions", type=int, default=6, help="three-minute sessions per feed")
    make.add_argument("--hours", type=int, default=2, help="hours without backward, per sensor")
    make.add_argument("--mocap", type=Path, help="folder with marker files of one's own")
    score = commands.add_parser("score", help="score predictions")
    score.add_argument("out", type=Path)
    score.add_argument("predictions", type=Path)
    score.add_argument("--json", action="store_true", help="all scores, as JSON")
    own = commands.add_parser("predict", help="Backstride's own predictions")
    own.add_argument("out", type=Path)
    own.add_argument("predictions", type=Path)
    return parser.parse_args()


def _generate(arguments: argparse.Namespace) -> None:
    cases = public_cases(arguments.seed, arguments.sessions, arguments.hours)
    written: list[Written] = []
    for case in write_cases(cases, arguments.out):
        written.append(case)
        print(f"{len(written)}/{len(cases)} {case.id}", flush=True)
    if arguments.mocap is not None:
        from benchmarks.backward.mocap import write_mocap_cases  # noqa: PLC0415 - only if asked

        written += write_mocap_cases(arguments.mocap, arguments.out)
    write_index(written, arguments.out, arguments.seed)
    print(f"{len(written)} cases in {arguments.out / INDEX}")


def _score(arguments: argparse.Namespace) -> None:
    said = read_predictions(arguments.predictions)
    cases = _cases(arguments.out)
    if unknown := sorted(set(said) - {case.id for case in cases}):
        raise SettingsError(f"{arguments.predictions}: there is no case {unknown[0]!r}.")
    by_feed: dict[str, Tally] = {}
    for case in cases:
        feet = str(case.about["feet"])
        tally = score_case(
            read_truth(arguments.out / case.truth, feet),
            said.get(case.id),
            knowable=bool(case.about["knowable"]),
            feet=feet,
        )
        by_feed.setdefault(str(case.about["feed"]), Tally()).add(tally)
    scores = totals(by_feed)
    print(json.dumps(scores, indent=1) if arguments.json else as_text(scores))


def _predict(arguments: argparse.Namespace) -> None:
    write_predictions(predict(_cases(arguments.out), arguments.out), arguments.predictions)


def _cases(out_dir: Path) -> list[Written]:
    if not (out_dir / INDEX).is_file():
        raise SettingsError(f"{out_dir}: there is no {INDEX}; make the cases with generate first.")
    return read_index(out_dir)


if __name__ == "__main__":
    sys.exit(main())
