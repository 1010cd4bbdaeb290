"""Demo people: invented persons who show a pattern, with the answers they would give."""

from typing import Any

from questionnaire.catalogue.words import Content, Id, Words


class Person(Content):
    """An invented person. `answers` is an answers document; `shows` are the profiles it is meant to show."""

    id: Id
    title: Words
    story: Words
    teaches: Words
    shows: tuple[Id, ...] = ()
    answers: dict[str, Any]
