"""The check sum of FIT files: CRC-16 with the reflected polynomial 0xA001, from 0.

The data is cut into lanes of equal length that are summed side by side, two bytes at a time; the
sums of the lanes are then joined. Joining works because the sum is linear: that of A followed by B
is the sum of B, xor that of A pushed through as many zero bytes as B has.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Sums = NDArray[np.uint16]

_BITS = np.arange(16, dtype=np.uint16)
_MOST_LANES = 4096  # more would no longer lie in the processor's nearest memory
_WORDS_A_LANE = 64  # about; with fewer, joining the lanes costs more than they save


@cache
def _after_two_bytes() -> Sums:
    """Return what every state (65536,) becomes by two zero bytes."""
    state = np.arange(65536, dtype=np.uint16)
    for _ in range(16):
        state = (state >> np.uint16(1)) ^ ((state & np.uint16(1)) * np.uint16(0xA001))
    return state


def crc16(data: bytes | memoryview, crc: int = 0) -> int:
    """Return the check sum of bytes, going on from that of the bytes before them."""
    table = _after_two_bytes()
    words = len(data) // 2
    lanes = min(_MOST_LANES, 1 << (words // _WORDS_A_LANE).bit_length())  # they join in pairs
    laned = 2 * (words // lanes) * lanes if lanes > 1 else 0
    if laned:
        crc = _sum_of_lanes(np.frombuffer(data, "<u2", laned // 2).reshape(lanes, -1), crc, table)
    state = crc
    for word in np.frombuffer(data, "<u2", words - laned // 2, laned).tolist():
        state = int(table[state ^ word])
    if len(data) % 2:
        state = _after_byte(state ^ data[-1])
    return state


def _after_byte(state: int) -> int:
    for _ in range(8):
        state = (state >> 1) ^ (0xA001 if state & 1 else 0)
    return state


def _sum_of_lanes(rows: Sums, crc: int, table: Sums) -> int:
    """Return the sum of rows (lanes, words) that follow one another in the data."""
    columns = rows.T.astype(np.uint16)
    columns[0, 0] ^= crc  # a state before the first byte is the same as that much in the data
    sums = np.zeros(len(rows), np.uint16)
    for words in columns:
        sums = table[sums ^ words]
    push = _bits_after(len(columns), table)
    while len(sums) > 1:
        sums = _pushed(sums[::2], push) ^ sums[1::2]
        push = _pushed(push, push)
    return int(sums[0])


def _bits_after(steps: int, table: Sums) -> Sums:
    """Return what each single bit (16,) becomes by so many times two zero bytes."""
    result: Sums = np.uint16(1) << _BITS
    once = table[result]
    while steps:
        if steps & 1:
            result = _pushed(result, once)
        once = _pushed(once, once)
        steps >>= 1
    return result


def _pushed(sums: Sums, push: Sums) -> Sums:
    """Return sums (n,) pushed through as many zero bytes as ``push`` stands for."""
    result = np.zeros_like(sums)
    for bit in _BITS:
        result ^= ((sums >> bit) & np.uint16(1)) * push[bit]
    return result
