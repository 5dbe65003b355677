"""To and from the outside: pages, files, calendars."""
