"""Planned sessions for the outside: watch files, calendars and the text of a training site."""
