"""From key points in a picture to a motion: who faces where, seen by one camera."""
