"""The demo people's answers, read at start so that a person who does not fit the questions stops it."""

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.problems import ContentError, Problem
from questionnaire.matching.answers import Answers
from questionnaire.matching.documents import AnswersError, parse


def people_answers(catalogue: Catalogue) -> dict[str, Answers]:
    """Person id → answers.

    Raises:
        ContentError: naming every answer that the questions do not offer.
    """
    read: dict[str, Answers] = {}
    problems: list[Problem] = []
    for person in catalogue.people.values():
        try:
            read[person.id] = parse(person.answers, catalogue)
        except AnswersError as error:
            problems += [Problem(f"people/{person.id}.toml", "answers", text) for text in error.problems]
    if problems:
        raise ContentError(problems)
    return read
