"""FIT recordings of watches and apps, whole or damaged, of any maker.

Own reader: lengths are scanned once and columns gathered by definition, some hundred times faster
than a reader that decodes message by message, and damaged files give what is before the damage.
"""

from dataclasses import replace

import numpy as np

from backstride.errors import DamagedFileError, NothingToMeasureError
from backstride.readers import fit_profile as profile
from backstride.readers.activity import Activity
from backstride.readers.activity_records import clock_words
from backstride.readers.fit_activity import activity_of
from backstride.readers.fit_file import FitFile
from backstride.readers.fit_scan import is_fit
from backstride.readers.recording import Content, Format

_FILE_TYPE = 0
_COURSE = 6


def read_fit(content: Content) -> Activity:
    """Return the activity of a FIT file: the part of it that was done on foot.

    Raises
    ------
    NothingToMeasureError
        For a workout, a course, settings and whatever else is no recording on foot.
    DamagedFileError
        For a file that is cut before its first record.
    """
    file = FitFile.of(content.data)
    _refuse_other_kinds(file, content)
    activity = activity_of(file, content.path)
    said = (*_damage(file, activity), *activity.warnings)
    return replace(activity, warnings=said)


def _refuse_other_kinds(file: FitFile, content: Content) -> None:
    kinds = file.table(profile.FILE_ID).numbers(_FILE_TYPE)
    kind = int(kinds[0]) if len(kinds) and np.isfinite(kinds[0]) else profile.ACTIVITY_FILE
    has_records = len(file.table(profile.RECORD)) > 0
    if kind == profile.WORKOUT_FILE and not has_records:
        raise NothingToMeasureError(
            f"{content.path}: is a workout, not a recording; try: backstride session check "
            f"{content.path}"
        )
    if kind in profile.FILE_KINDS and (kind == _COURSE or not has_records):
        raise NothingToMeasureError(
            f"{content.path}: holds {profile.FILE_KINDS[kind]}, not a recording; choose a FIT file "
            "of an activity."
        )
    stop = file.scan.stop
    if not has_records and stop is not None:
        raise DamagedFileError(
            f"{content.path}: is damaged: {stop.reason} at byte {stop.at}, before the first "
            "record; copy or export it again."
        )
    if not has_records:
        raise NothingToMeasureError(
            f"{content.path}: this FIT file has no records; export the whole activity."
        )


def _damage(file: FitFile, activity: Activity) -> tuple[str, ...]:
    """Return what to say of a cut, a wrong check sum and bytes behind the end."""
    said = []
    until = clock_words(activity.started_at, float(activity.track.time_s[-1]))
    stop, parts, size = file.scan.stop, file.scan.parts, len(file.scan.data)
    if stop is not None:
        cut = stop.end > size
        whole = f"{stop.end + 2} that its header promises" if cut else f"{size}"
        said.append(
            f"The file is {'cut' if cut else 'damaged'}: {stop.reason} at byte {stop.at} of "
            f"{whole}. Everything before it was read; the last record is of {until}."
        )
    elif not parts[-1].finished:
        said.append(
            "The recording was never finished, as after an empty battery: its header gives no "
            f"length. Everything was read; the last record is of {until}."
        )
    elif parts[-1].end < parts[-1].data_end + 2:
        said.append("The file lacks its check sum at the end; it may have been cut there.")
    if stop is None and not file.check_sums_agree:
        said.append(
            "The check sum of the file is wrong, so some byte of it was changed; what is shown may "
            "be wrong too. Copy or export the file again if you can."
        )
    behind = file.scan.data[parts[-1].end :]
    if behind.strip(b"\0"):
        said.append(f"{len(behind)} bytes behind the end of the FIT data were passed over.")
    return tuple(said)


FORMAT = Format(
    name="FIT",
    extensions=(".fit",),
    gives="track, speed, heart rate, step figures and laps of a watch; facing only if declared",
    recognise=is_fit,
    read=read_fit,
)
