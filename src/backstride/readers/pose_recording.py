"""What a key-point file or a video hands on: the people in a picture."""

from dataclasses import dataclass

from backstride.pose.keypoints import Keypoints


@dataclass(frozen=True)
class PoseRecording:
    """The people that one camera saw.

    Attributes
    ----------
    format : str
        Short name of the format.
    people : tuple of Keypoints
        Told apart over time; the one seen largest and longest first.
    warnings : tuple of str
    synthetic : bool
    """

    format: str
    people: tuple[Keypoints, ...]
    warnings: tuple[str, ...] = ()
    synthetic: bool = False
