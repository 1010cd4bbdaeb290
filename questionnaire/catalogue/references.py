"""The bibliography: where each figure, rule and claim comes from."""

from typing import Literal

from pydantic import HttpUrl

from questionnaire.catalogue.words import Content, Id


class Reference(Content):
    """One source. `status` says whether it was read itself, through a secondary source, or not yet."""

    id: Id
    text: str
    url: HttpUrl | None = None
    status: Literal["read", "secondary", "unread"]
