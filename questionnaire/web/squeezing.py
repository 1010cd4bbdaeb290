"""Squeezes a text into few bytes, whatever its script.

The four bytes of every character (UTF-32) are laid out apart and deflated apart: the high ones repeat themselves in any
script and all but vanish, so a letter costs what tells it from its neighbours: 1 byte in Latin, 2 in Chinese.
"""

import zlib

_BYTES = 4


def squeeze(text: str) -> bytes:
    """The text in few bytes."""
    data = text.encode("utf-32-be")
    squeezer = zlib.compressobj(level=9)
    # Each flush begins new tables of codes, which suit the bytes of one place alone.
    layers = [squeezer.compress(data[place::_BYTES]) + squeezer.flush(zlib.Z_SYNC_FLUSH) for place in range(_BYTES)]
    return b"".join(layers) + squeezer.flush()


def unsqueeze(data: bytes, most: int) -> str | None:
    """What was squeezed; None when it is something else, or more than `most` characters long."""
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(data, most * _BYTES)
    except zlib.error:
        return None
    length, rest = divmod(len(plain), _BYTES)
    if rest or not inflater.eof:
        return None
    letters = bytearray(len(plain))
    for place in range(_BYTES):
        letters[place::_BYTES] = plain[place * length : (place + 1) * length]
    try:
        return letters.decode("utf-32-be")
    except UnicodeDecodeError:
        return None
