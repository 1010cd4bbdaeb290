"""The operator's settings, read from the environment once and each checked: what is not understood stops the start."""

import re
import secrets
from collections.abc import Mapping
from typing import Annotated, Any, Self

from babel.dates import get_timezone
from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pytz import common_timezones

from questionnaire.catalogue.words import nearest
from questionnaire.web.proxies import FOLDER

ON, OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
SHORTEST_KEY, FEWEST_LETTERS, MOST_PROXIES = 32, 8, 9
_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


class SettingsError(RuntimeError):
    """Settings that are not understood: a line for each, without the text of a key."""


def _switch(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in (*ON, *OFF, ""):
        raise ValueError(f'is "{value}", but must be one of: {", ".join((*ON, *OFF))}')
    return word in ON


def _count(value: Any) -> int:
    word = str(value).strip() or "0"
    if not re.fullmatch(r"[0-9]", word):
        raise ValueError(
            f'is "{value}", but must be a whole number from 0 to {MOST_PROXIES}: '
            "how many proxies stand before this program"
        )
    return int(word)


def _listed(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if part.strip())


def _key(value: str) -> str:
    """Long, and not one letter over and over; nothing else can be said of a text's randomness."""
    key = value.strip()
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS:
        raise ValueError(
            f"is too weak: use at least {SHORTEST_KEY} random characters, for example those that "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` prints"
        )
    if "," in key:
        raise ValueError("holds a comma, which parts the keys of SECRET_KEY_FALLBACKS: use another key")
    return key


def _keys(value: Any) -> tuple[str, ...]:
    return tuple(_key(part) for part in _listed(value))


def _hosts(value: Any) -> tuple[str, ...]:
    names = tuple(name.lower() for name in _listed(value))
    for name in names:
        if not _HOST.fullmatch(name):
            raise ValueError(f'names "{name}", but must hold names of hosts alone, without scheme, port or path')
    return names


def _folder(value: Any) -> str:
    path = str(value).strip().rstrip("/")
    if path and not FOLDER.fullmatch(path):
        raise ValueError(f'is "{value}", but must be a path such as /pain')
    return path


def _zone(value: Any) -> str:
    name = str(value).strip().removeprefix(":")
    try:
        get_timezone(name)
    except (LookupError, ValueError) as error:
        close = nearest(name, common_timezones)
        raise ValueError(f'is "{value}", but must name a time zone such as Europe/Berlin{close}') from error
    return name


Switch = Annotated[bool, BeforeValidator(_switch)]


class Settings(BaseSettings):
    """Every setting by its name in the environment. An empty one counts as not set."""

    model_config = SettingsConfigDict(
        alias_generator=str.upper, case_sensitive=True, env_ignore_empty=True, extra="forbid", frozen=True
    )

    secret_key: Annotated[str, BeforeValidator(_key)] = Field(
        default_factory=lambda: secrets.token_urlsafe(SHORTEST_KEY), repr=False
    )
    secret_key_fallbacks: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_keys)] = Field(default=(), repr=False)
    production: Switch = False
    region: str = "us"
    tz: Annotated[str, BeforeValidator(_zone)] = "UTC"
    hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_hosts)] = ()
    trusted_proxies: Annotated[int, BeforeValidator(_count)] = 0
    script_name: Annotated[str, BeforeValidator(_folder)] = ""
    hsts_subdomains: Switch = False
    kiosk: Switch = False
    insecure_http: Switch = False

    @property
    def own_key(self) -> bool:
        """Whether the key was made here, so that answers end with this process."""
        return "secret_key" not in self.model_fields_set

    @model_validator(mode="after")
    def _needs_a_key(self) -> Self:
        if self.own_key and self.production:
            raise ValueError("PRODUCTION is set, so SECRET_KEY must be set too: a long random text that stays the same")
        if self.own_key and self.secret_key_fallbacks:
            raise ValueError("SECRET_KEY_FALLBACKS is set, so SECRET_KEY must be set too: the newest key")
        return self

    def as_config(self) -> dict[str, Any]:
        """The settings by name, as Flask keeps them."""
        named: dict[str, Any] = {name.upper(): getattr(self, name) for name in type(self).model_fields}
        return {**named, "OWN_KEY": self.own_key}


def read_settings(given: Mapping[str, Any]) -> Settings:
    """The settings of the environment, and before them those that are given.

    Raises:
        SettingsError: telling each setting that is not understood.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value != ""})
    except ValidationError as error:
        raise SettingsError("\n".join(_problem(one) for one in error.errors())) from None


def _problem(error: ErrorDetails) -> str:
    name = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        return f"{name} is no setting{nearest(name, [one.upper() for one in Settings.model_fields])}"
    return f"{name} {error.get('ctx', {}).get('error', error['msg'])}".strip()
