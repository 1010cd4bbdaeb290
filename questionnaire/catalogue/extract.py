"""Lets the translators' tool read content: every text for people, with its line, from each TOML file.

Babel calls it for the files that `pyproject.toml` maps to it.
"""

import re
import tomllib
from collections.abc import Collection, Iterator
from typing import IO, Any

from questionnaire.catalogue.body import BodyPart, BodyRow
from questionnaire.catalogue.figure import Zoom
from questionnaire.catalogue.flags import RedFlag
from questionnaire.catalogue.glossary import GlossaryWord
from questionnaire.catalogue.options import AnswerOption, Column
from questionnaire.catalogue.people import Person
from questionnaire.catalogue.profiles import Claim, Feature, Overlap, Profile, Question
from questionnaire.catalogue.questions import Item, Page, Part
from questionnaire.catalogue.regions import Region
from questionnaire.catalogue.scores import ScoreWords
from questionnaire.catalogue.words import Content, word_fields

# The figure's arrows lead to areas by keys that are words elsewhere.
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_KINDS: tuple[type[Content], ...] = (
    *(BodyPart, BodyRow, Zoom, Part, Page, Item, AnswerOption, Column),
    *(Profile, Feature, Claim, Question, Overlap, RedFlag, ScoreWords, Region, GlossaryWord, Person),
)


def word_keys() -> frozenset[str]:
    """The keys whose values people read, as the types mark them."""
    return frozenset[str]().union(*map(word_fields, _KINDS))


def extract_content(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: dict[str, Any]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """(line, function, message, comments) for each text of a content file: the shape Babel asks for."""
    source = fileobj.read().decode("utf-8")
    lines = source.splitlines()
    keys = word_keys()
    for message in _messages(tomllib.loads(source), keys):
        line = next((number for number, text in enumerate(lines, 1) if message[:40] in text), 1)
        yield line, "gettext", message, []


def _messages(value: Any, keys: frozenset[str]) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _messages(inner, keys)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in keys and isinstance(inner, str) and not _NAME.fullmatch(inner):
                yield inner
            elif key in keys and isinstance(inner, list):
                yield from (text for text in inner if isinstance(text, str))
            yield from _messages(inner, keys)
