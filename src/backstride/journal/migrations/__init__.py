"""Steps from one revision of the tables to the next; see ``docs/journal.md``."""
