"""Tables of text for a terminal."""


def table(rows: list[tuple[str, ...]]) -> list[str]:
    """Return lines with aligned columns, the first to the left; nothing without a row of data."""
    if len(rows) < 2:
        return []
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  "
        + "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def pairs(rows: list[tuple[str, str]]) -> list[str]:
    """Return names and values below each other; nothing without any."""
    width = max((len(name) for name, _ in rows), default=0)
    return [f"    {name.ljust(width)}  {value}" for name, value in rows]
