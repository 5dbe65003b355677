"""A session as one sound file that is followed by ear, with the phone locked in a pocket."""

from backstride.exchange.sessions.spoken.pace import Pace
from backstride.exchange.sessions.spoken.track import Cue, Track, session_track
from backstride.exchange.sessions.spoken.voice import Voice
from backstride.exchange.sessions.spoken.write import mp3_bytes, write_track

__all__ = ["Cue", "Pace", "Track", "Voice", "mp3_bytes", "session_track", "write_track"]
