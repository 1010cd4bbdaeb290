"""The words of the published scores: what each counts, and the limit that always stands beside it."""

from pydantic import Field

from questionnaire.catalogue.criteria import ScoreName
from questionnaire.catalogue.words import Content, Id, Words


class ScoreWords(Content):
    """Name, meaning and limit of one score; the rule itself is in `matching/scores.py`."""

    id: ScoreName
    name: Words
    meaning: Words
    limit: Words
    references: tuple[Id, ...] = Field(min_length=1)
