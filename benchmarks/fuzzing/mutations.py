"""Ways in which a file comes to be damaged."""

from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.fuzzing.structures import inside_matlab, inside_zip, odd_json, sealed_blocks

_LONGEST_SHARE = 0.3  # of the file, for whatever is cut out, repeated or overwritten

_INSIDE_SHARE = 0.5

_EXTREMES = (
    b"nan",
    b"inf",
    b"-1e308",
    b"1e400",
    b"99999999999999999999",
    b"-0",
    b"",
    b"0x7F",
    b"\xff",
)
"""What stands where a number was."""

_WORDS = tuple(
    value.to_bytes(size, order, signed=False)
    for size in (1, 2, 4)
    for value in (0, 1, 2 ** (8 * size - 1) - 1, 2 ** (8 * size - 1), 2 ** (8 * size) - 1)
    for order in ("little",)
)
"""Sizes and counts at the edges of what their field can hold."""


def cut(data: bytes, rng: np.random.Generator) -> bytes:
    """Return the beginning of a file, as after a dead battery."""
    return data[: int(rng.integers(0, len(data)))]


def flip_bits(data: bytes, rng: np.random.Generator) -> bytes:
    """Return a file with one to sixteen bits flipped."""
    found = bytearray(data)
    for at in rng.integers(0, len(data), int(rng.integers(1, 17))):
        found[at] ^= 1 << int(rng.integers(0, 8))
    return bytes(found)


def noise(data: bytes, rng: np.random.Generator) -> bytes:
    """Return a file with a stretch of noise in it."""
    a, b = _span(data, rng)
    return data[:a] + rng.bytes(b - a) + data[b:]


def zeros(data: bytes, rng: np.random.Generator) -> bytes:
    """Return a file with a stretch that was never written."""
    a, b = _span(data, rng)
    return data[:a] + bytes(b - a) + data[b:]


def drop(data: bytes, rng: np.random.Generator) -> bytes:
    """Return a file with a stretch missing."""
    a, b = _span(data, rng)
    return data[:a] + data[b:]


def repeat(data: bytes, rng: np.random.Generator) -> bytes:
    """Return a file with a stretch in it twice."""
    a, b = _span(data, rng)
    return data[:b] + data[a:]


def swap(data: bytes, rng: np.random.Generator) -> bytes:
    """Return a file with two stretches exchanged."""
    a, b = _span(data, rng)
    return (
        data[b:] + data[a:b] + data[:a] if rng.random() < 0.1 else data[:a] + data[b:] + data[a:b]
    )


def edge_values(data: bytes, rng: np.random.Generator) -> bytes:
    """Return a file in which a few fields, most in its header, hold an edge of their range."""
    found = bytearray(data)
    for _ in range(int(rng.integers(1, 5))):
        word = _WORDS[int(rng.integers(0, len(_WORDS)))]
        reach = len(data) if rng.random() < 0.3 else min(len(data), 2048)
        at = int(rng.integers(0, max(1, reach - len(word))))
        found[at : at + len(word)] = word
    return bytes(found)


def odd_numbers(data: bytes, rng: np.random.Generator) -> bytes:
    """Return a file in which a few written numbers are replaced by odd ones."""
    found = data
    for _ in range(int(rng.integers(1, 5))):
        at = int(rng.integers(0, max(1, len(found))))
        while at < len(found) and not 0x30 <= found[at] <= 0x39:
            at += 1
        end = at
        while end < len(found) and (0x30 <= found[end] <= 0x39 or found[end] == 0x2E):
            end += 1
        word = _EXTREMES[int(rng.integers(0, len(_EXTREMES)))]
        found = found[:at] + word + found[end:]
    return found


def nothing_left(data: bytes, rng: np.random.Generator) -> bytes:
    """Return noise behind a true beginning."""
    keep = int(rng.integers(0, min(64, len(data))))
    return data[:keep] + rng.bytes(int(rng.integers(0, 4096)))


MUTATIONS: tuple[Callable[[bytes, np.random.Generator], bytes], ...] = (
    cut,
    flip_bits,
    noise,
    zeros,
    drop,
    repeat,
    swap,
    edge_values,
    odd_numbers,
    nothing_left,
)


def mutate(data: bytes, rng: np.random.Generator) -> tuple[bytes, str]:
    """Return a damaged copy of a file and what was done to it.

    Half of the files that pack or nest what they hold are damaged inside of that; all others, and
    the other half, by one to three mutations of their bytes.
    """
    if rng.random() < _INSIDE_SHARE:
        for name, change in _STRUCTURED.items():
            made = change(data, rng)
            if made is not None:
                return made, name
    return mutate_bytes(data, rng)


def mutate_bytes(data: bytes, rng: np.random.Generator) -> tuple[bytes, str]:
    """Return bytes with one to three mutations and what was done to them."""
    done = []
    for _ in range(int(rng.integers(1, 4))):
        if not data:
            break
        change = MUTATIONS[int(rng.integers(0, len(MUTATIONS)))]
        data = change(data, rng)
        done.append(change.__name__)
    return data, "+".join(done)


def _some_bytes(data: bytes, rng: np.random.Generator) -> bytes:
    if (found := odd_json(data, rng)) is not None and rng.random() < _INSIDE_SHARE:
        return found
    return mutate_bytes(data, rng)[0]


_STRUCTURED: Mapping[str, Callable[[bytes, np.random.Generator], bytes | None]] = {
    "odd_json": odd_json,
    "inside_zip": lambda data, rng: inside_zip(data, rng, _some_bytes),
    "inside_matlab": lambda data, rng: inside_matlab(data, rng, _some_bytes),
    "sealed_blocks": lambda data, rng: sealed_blocks(data, rng, _some_bytes),
}
"""Damage that the outermost check of a format does not find."""


def _span(data: bytes, rng: np.random.Generator) -> tuple[int, int]:
    """Return where a stretch begins and ends; short ones are likelier."""
    longest = max(1, int(len(data) * _LONGEST_SHARE))
    length = int(longest ** rng.random())
    a = int(rng.integers(0, max(1, len(data) - length)))
    return a, min(len(data), a + length)
