"""The glossary: medical words that texts for people cannot do without, each with its meaning in one plain sentence."""

from pydantic import Field

from questionnaire.catalogue.words import Content, Id, Words


class GlossaryWord(Content):
    """A word and what it means. `forms` are the ways it stands in texts, the word itself among them."""

    id: Id
    term: Words
    forms: tuple[Words, ...] = Field(min_length=1)
    meaning: Words
