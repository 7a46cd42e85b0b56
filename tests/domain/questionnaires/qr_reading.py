"""Reads a QR code from its modules as a phone does, by ISO/IEC 18004: nothing of what drew it is used."""

import re
from collections.abc import Iterator

Matrix = list[list[bool]]
# Of level Q, by version: how many blocks of how many data codewords; error correction codewords a block.
BLOCKS = {
    1: ([(1, 13)], 13),
    2: ([(1, 22)], 22),
    3: ([(2, 17)], 18),
    4: ([(2, 24)], 26),
    5: ([(2, 15), (2, 16)], 18),
    6: ([(4, 19)], 24),
    7: ([(2, 14), (4, 15)], 18),
    8: ([(4, 18), (2, 19)], 22),
    9: ([(4, 16), (4, 17)], 20),
    10: ([(6, 19), (2, 20)], 24),
}
CENTRES = {
    1: [],
    2: [6, 18],
    3: [6, 22],
    4: [6, 26],
    5: [6, 30],
    6: [6, 34],
    7: [6, 22, 38],
    8: [6, 24, 42],
    9: [6, 26, 46],
    10: [6, 28, 50],
}
MASKS = [
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
]
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
QUIET, LEVEL_Q = 4, 0b11
FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def modules_of(svg: str) -> Matrix:
    """The modules that a drawing of unit squares shows, without the quiet zone, which has to be there."""
    _, _, wide, high = (int(one) for one in re.search(r'viewBox="([^"]+)"', svg)[1].split())
    assert wide == high
    dark = {(int(y), int(x)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", svg)}
    side = wide - 2 * QUIET
    inner = range(QUIET, QUIET + side)
    assert all(y in inner and x in inner for y, x in dark), "the white around it is not kept"
    return [[(y, x) in dark for x in inner] for y in inner]


def read(modules: Matrix) -> str:
    """What the code says. AssertionError for one that a phone would not read: without its three corners,
    of another level, or with a codeword that is not what its error correction says."""
    side = len(modules)
    version, rest = divmod(side - 17, 4)
    assert rest == 0 and version in BLOCKS
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        corner = [modules[top + y][left : left + 7] for y in range(7)]
        assert ["".join("01"[dark] for dark in row) for row in corner] == FINDER
    level, mask = _format(modules)
    assert level == LEVEL_Q
    taken = _taken(version)
    bits = [modules[y][x] != MASKS[mask](y, x) for y, x in _way(side) if (y, x) not in taken]
    words = [_number(bits[at : at + 8]) for at in range(0, len(bits) // 8 * 8, 8)]
    return _text(_data(words, version), version)


def _number(bits: list[bool]) -> int:
    return int("".join("01"[bit] for bit in bits), 2)


def _format(modules: Matrix) -> tuple[int, int]:
    places = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    found = _number([modules[y][x] for y, x in places]) ^ 0b101010000010010
    # Its ten last bits are what is left of the first five, divided by the generator of its code.
    left = found >> 10 << 10
    for bit in range(14, 9, -1):
        if left >> bit & 1:
            left ^= 0b10100110111 << (bit - 10)
    assert left == found & 0x3FF
    # The two bits of the level: 01 is L, 00 M, 11 Q, 10 H.
    return found >> 13, found >> 10 & 0b111


def _taken(version: int) -> set[tuple[int, int]]:
    """The modules that hold no data."""
    side = 17 + 4 * version
    found = {(6, at) for at in range(side)} | {(at, 6) for at in range(side)}
    for rows, columns in (
        (range(9), range(9)),
        (range(9), range(side - 8, side)),
        (range(side - 8, side), range(9)),
    ):
        found |= {(y, x) for y in rows for x in columns}
    for y in CENTRES[version]:
        for x in CENTRES[version]:
            if (y, x) not in ((6, 6), (6, side - 7), (side - 7, 6)):
                found |= {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-2, 3)}
    if version >= 7:
        for long in range(6):
            for short in range(side - 11, side - 8):
                found |= {(long, short), (short, long)}
    return found


def _way(side: int) -> Iterator[tuple[int, int]]:
    """Two columns at a time from the right, up and down in turn, past the column of the timing pattern."""
    up = True
    for right in [*range(side - 1, 6, -2), *range(5, 0, -2)]:
        for y in range(side - 1, -1, -1) if up else range(side):
            yield y, right
            yield y, right - 1
        up = not up


def _data(words: list[int], version: int) -> list[int]:
    groups, many = BLOCKS[version]
    sizes = [size for count, size in groups for _ in range(count)]
    assert len(words) == sum(sizes) + many * len(sizes)
    blocks: list[list[int]] = [[] for _ in sizes]
    ahead = iter(words)
    for at in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if at < size:
                block.append(next(ahead))
    data = [word for block in blocks for word in block]
    for _ in range(many):
        for block in blocks:
            block.append(next(ahead))
    for block in blocks:
        assert not any(_syndromes(block, many)), "a codeword is not what it should be"
    return data


def _syndromes(block: list[int], many: int) -> list[int]:
    """The block as a polynomial over GF(256), at the roots of the generator: nought where none is wrong."""
    power, exponents = 1, []
    for _ in range(255):
        exponents.append(power)
        power = power << 1 ^ (0x11D if power & 0x80 else 0)
    logarithm = {value: at for at, value in enumerate(exponents)}

    def times(one: int, root: int) -> int:
        return exponents[(logarithm[one] + root) % 255] if one else 0

    found = []
    for root in range(many):
        value = 0
        for word in block:
            value = times(value, root) ^ word
        found.append(value)
    return found


def _text(data: list[int], version: int) -> str:
    bits = "".join(f"{word:08b}" for word in data)
    at = 0

    def take(many: int) -> int:
        nonlocal at
        at += many
        return int(bits[at - many : at], 2)

    large = version > 9
    found = b""
    while len(bits) - at >= 4 and (mode := take(4)):
        if mode == 0b0100:
            found += bytes(take(8) for _ in range(take(16 if large else 8)))
        elif mode == 0b0010:
            many = take(11 if large else 9)
            for _ in range(many // 2):
                found += "".join(ALPHANUMERIC[one] for one in divmod(take(11), 45)).encode()
            found += ALPHANUMERIC[take(6)].encode() if many % 2 else b""
        else:
            assert mode == 0b0001
            many = take(12 if large else 10)
            for _ in range(many // 3):
                found += f"{take(10):03d}".encode()
            if rest := many % 3:
                found += f"{take({1: 4, 2: 7}[rest]):0{rest}d}".encode()
    return found.decode()
