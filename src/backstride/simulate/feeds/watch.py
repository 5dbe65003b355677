"""What a watch records of a simulated runner: GPX and TCX. Neither says where anybody faces."""

from datetime import timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np

from backstride.motion import Track
from backstride.motion.arrays import Floats
from backstride.motion.source import SYNTHETIC_MARK
from backstride.simulate.course import Stretch
from backstride.simulate.feeds.feed import STARTED_AT, FeedOptions, Recorded
from backstride.simulate.receiver import runner_track
from backstride.simulate.runner import Runner

_REST_BPM, _WALK_BPM, _RUN_BPM = 70.0, 105.0, 150.0  # heart rates that each gait leads to; chosen
_LAG_S = 35.0  # with which the heart follows; chosen


def gpx(path: Path, recorded: Recorded, options: FeedOptions) -> list[Path]:
    """Write a GPX track, one point a second with heart rate and steps per minute of one foot."""
    runner = recorded.runner
    rng = recorded.rng("watch")
    time, track = _track(runner, options, rng)
    pulse, cadence = heart_rate_bpm(runner, time, rng), stride_rate_spm(runner, time)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<gpx version="1.1" creator="Backstride" xmlns="http://www.topografix.com/GPX/1/1" '
        'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">\n'
        f"<metadata><desc>{SYNTHETIC_MARK}</desc><time>{_stamp(0.0)}</time></metadata>\n"
        f"<trk><name>{_name(runner)}</name><desc>{SYNTHETIC_MARK}</desc><type>running</type>"
        "<trkseg>\n"
    )
    points = []
    for i, moment in enumerate(time.tolist()):
        where = _where(track, i)
        if where is None:
            continue
        latitude, longitude, altitude = where
        points.append(
            f'<trkpt lat="{latitude:.7f}" lon="{longitude:.7f}"><ele>{altitude:.1f}</ele>'
            f"<time>{_stamp(moment)}</time><extensions><gpxtpx:TrackPointExtension>"
            f"<gpxtpx:hr>{pulse[i]:.0f}</gpxtpx:hr><gpxtpx:cad>{cadence[i]:.0f}</gpxtpx:cad>"
            "</gpxtpx:TrackPointExtension></extensions></trkpt>\n"
        )
    path.write_text(head + "".join(points) + "</trkseg></trk></gpx>\n", "utf-8")
    return []


def tcx(path: Path, recorded: Recorded, options: FeedOptions) -> list[Path]:
    """Write a TCX activity, one lap for each segment, one point a second."""
    runner = recorded.runner
    rng = recorded.rng("watch")
    time, track = _track(runner, options, rng)
    pulse, cadence = heart_rate_bpm(runner, time, rng), stride_rate_spm(runner, time)
    speed = runner.course.at(runner.course.speed_mps, time)
    gone = np.concatenate(([0.0], np.cumsum(0.5 * (speed[1:] + speed[:-1]) * np.diff(time))))
    points = [
        _tcx_point(track, i, moment, gone[i], pulse[i], cadence[i], speed[i])
        for i, moment in enumerate(time.tolist())
    ]
    laps = [
        _tcx_lap(stretch, time, gone, points, name=options.lap_names)
        for stretch in runner.course.stretches
    ]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<TrainingCenterDatabase "
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">\n'
        f'<Activities><Activity Sport="Running"><Id>{_stamp(0.0)}</Id>\n'
        + "".join(laps)
        + f"<Notes>{SYNTHETIC_MARK}</Notes>"
        "</Activity></Activities></TrainingCenterDatabase>\n"
    )
    path.write_text(text, "utf-8")
    return []


def heart_rate_bpm(runner: Runner, time_s: Floats, rng: np.random.Generator) -> Floats:
    """Return a heart rate that follows the gait with a lag; for show, no model of any heart."""
    gait = runner.course.gait[runner.course.index(time_s)]
    wanted = np.array([_REST_BPM, _WALK_BPM, _RUN_BPM])[gait]
    memory = np.exp(-np.arange(0.0, 5.0 * _LAG_S) / _LAG_S)
    padded = np.concatenate((np.full(len(memory) - 1, _REST_BPM), wanted))
    rate: Floats = np.convolve(padded, memory / memory.sum(), mode="valid")
    return rate + rng.normal(0.0, 1.0, len(time_s))


def stride_rate_spm(runner: Runner, time_s: Floats) -> Floats:
    """Return landings of one foot a minute, over the five seconds around each moment."""
    landed = runner.falls.initial_s[2:]
    count = np.searchsorted(landed, time_s + 2.5) - np.searchsorted(landed, time_s - 2.5)
    return 0.5 * 12.0 * count.astype(float)


def _track(
    runner: Runner, options: FeedOptions, rng: np.random.Generator
) -> tuple[Floats, Track | None]:
    track = runner_track(runner, rng, model=options.receiver)
    if track is None:
        return np.arange(int(runner.course.duration_s) + 1, dtype=float), None
    return track.time_s, track


def _where(track: Track | None, i: int) -> tuple[float, float, float] | None:
    if track is None or not np.isfinite(track.latitude_deg[i]):
        return None
    return float(track.latitude_deg[i]), float(track.longitude_deg[i]), float(track.altitude_m[i])


def _tcx_point(
    track: Track | None,
    i: int,
    moment_s: float,
    gone_m: float,
    pulse: float,
    cadence: float,
    speed: float,
) -> str:
    where = _where(track, i)
    position = (
        ""
        if where is None
        else (
            f"<Position><LatitudeDegrees>{where[0]:.7f}</LatitudeDegrees>"
            f"<LongitudeDegrees>{where[1]:.7f}</LongitudeDegrees></Position>"
            f"<AltitudeMeters>{where[2]:.1f}</AltitudeMeters>"
        )
    )
    return (
        f"<Trackpoint><Time>{_stamp(moment_s)}</Time>{position}"
        f"<DistanceMeters>{gone_m:.2f}</DistanceMeters>"
        f"<HeartRateBpm><Value>{pulse:.0f}</Value></HeartRateBpm><Extensions>"
        '<TPX xmlns="http://www.garmin.com/xmlschemas/ActivityExtension/v2">'
        f"<Speed>{speed:.3f}</Speed><RunCadence>{cadence:.0f}</RunCadence></TPX>"
        "</Extensions></Trackpoint>\n"
    )


def _tcx_lap(
    stretch: Stretch, time_s: Floats, gone_m: Floats, points: list[str], *, name: bool
) -> str:
    a, b = np.searchsorted(time_s, (stretch.start_s, stretch.end_s))
    segment = stretch.segment
    moving = segment.kind in ("walk", "run")
    label = f"{segment.kind} {segment.direction}" if moving else segment.kind
    notes = f"<Notes>{label}</Notes>" if name else ""
    metres = np.interp((stretch.start_s, stretch.end_s), time_s, gone_m)
    return (
        f'<Lap StartTime="{_stamp(stretch.start_s)}">'
        f"<TotalTimeSeconds>{stretch.end_s - stretch.start_s:.2f}</TotalTimeSeconds>"
        f"<DistanceMeters>{metres[1] - metres[0]:.2f}</DistanceMeters><Calories>0</Calories>"
        "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>\n"
        f"<Track>\n{''.join(points[a:b])}</Track>{notes}</Lap>\n"
    )


def _stamp(time_s: float) -> str:
    moment = STARTED_AT + timedelta(seconds=round(time_s, 3))
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _name(runner: Runner) -> str:
    return escape(f"simulated {runner.scenario.name}")
