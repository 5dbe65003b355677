"""One module per file format; each gives a Motion and says what was lost."""
