"""Seals what travels in the cookies: squeezed, then encrypted and authenticated (JWE, direct key, AES-256-GCM).

Nothing of it is stored here; whoever holds a key can open it, whoever changes it is found out.
"""

import hmac
from collections.abc import Sequence

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from questionnaire.web.squeezing import squeeze, unsqueeze

_HEADER = {"alg": "dir", "enc": "A256GCM"}
# Characters: far above anything this application seals; stops a compressed bomb made with a stolen key.
_LARGEST = 65_536


class Sealer:
    """Seals with the first key and opens with any: older keys stay valid while they are listed."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = [OctKey.import_key(_derive(secret)) for secret in secrets]

    def seal(self, text: str) -> str:
        """The sealed form of a text, in characters that a cookie may hold."""
        return jwe.encrypt_compact(_HEADER, squeeze(text), self._keys[0])

    def open(self, sealed: str) -> str | None:
        """What was sealed, or None when it was forged, cut short, or sealed with a key that is not known."""
        for key in self._keys:
            try:
                plain = jwe.decrypt_compact(sealed, key).plaintext
            except (JoseError, ValueError, TypeError, KeyError):
                continue
            return unsqueeze(plain or b"", _LARGEST)
        return None


def _derive(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"pain-patterns answers cookie", "sha256")
