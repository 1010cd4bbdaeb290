"""Seals what travels in the cookie: compressed, then encrypted and authenticated (JWE, direct key, AES-256-GCM).

Nothing of it is stored here; whoever holds a key can open it, whoever changes it is found out.
"""

import hmac
import zlib
from collections.abc import Sequence

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_HEADER = {"alg": "dir", "enc": "A256GCM"}
# Far above anything this application seals; stops a compressed bomb made with a stolen key.
_LARGEST = 65_536


class Sealer:
    """Seals with the first key and opens with any: older keys stay valid while they are listed."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = [OctKey.import_key(_derive(secret)) for secret in secrets]

    def seal(self, data: bytes) -> str:
        """The sealed form of `data`, in characters that a cookie may hold."""
        return jwe.encrypt_compact(_HEADER, zlib.compress(data, level=9), self._keys[0])

    def open(self, sealed: str) -> bytes | None:
        """What was sealed, or None when it was forged, cut short, or sealed with a key that is not known."""
        for key in self._keys:
            try:
                plain = jwe.decrypt_compact(sealed, key).plaintext
            except (JoseError, ValueError, TypeError, KeyError):
                continue
            return _inflate(plain or b"")
        return None


def _inflate(data: bytes) -> bytes | None:
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(data, _LARGEST)
    except zlib.error:
        return None
    return plain if inflater.eof else None


def _derive(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"pain-patterns answers cookie", "sha256")
