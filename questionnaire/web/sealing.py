"""Seals what travels in cookies and forms: squeezed, then encrypted and authenticated (JWE, direct key, AES-256-GCM).

Nothing of it is stored here; whoever holds a key can open it, whoever changes it is found out. What was sealed for one
purpose is not opened for another.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from questionnaire.web.squeezing import squeeze, unsqueeze

Purpose = Literal["answers", "trail", "draft", "page"]

_HEADER = {"alg": "dir", "enc": "A256GCM"}
# Characters: far above anything this application seals; stops a compressed bomb made with a stolen key.
_LARGEST = 65_536


class Sealer:
    """Seals with the first key and opens with any: older keys stay valid while they are listed."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = [OctKey.import_key(_derive(secret)) for secret in secrets]

    def seal(self, purpose: Purpose, content: Mapping[str, Any]) -> str:
        """The sealed form of this content (JSON), in characters that a cookie may hold."""
        text = purpose[0] + json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return jwe.encrypt_compact(_HEADER, squeeze(text), self._keys[0])

    def open(self, purpose: Purpose, sealed: str) -> dict[str, Any] | None:
        """What was sealed for this purpose; None when it was forged, cut short, or sealed with an unknown key."""
        plain = self._plain(sealed)
        if not plain or plain[0] != purpose[0]:
            return None
        try:
            content = json.loads(plain[1:])
        except (ValueError, RecursionError):
            return None
        return content if isinstance(content, dict) else None

    def _plain(self, sealed: str) -> str | None:
        for key in self._keys:
            try:
                plain = jwe.decrypt_compact(sealed, key).plaintext
            except (JoseError, ValueError, TypeError, KeyError):
                continue
            return unsqueeze(plain or b"", _LARGEST)
        return None


def _derive(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"pain-patterns answers cookie", "sha256")
