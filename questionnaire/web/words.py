"""Words for people: content texts translated, with the numbers of the place filled in, and answers put into words."""

from flask import Flask, current_app
from flask_babel import format_date, get_locale, gettext
from markupsafe import Markup, escape

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.flags import Urgency
from questionnaire.catalogue.options import AnswerOption
from questionnaire.catalogue.questions import Item
from questionnaire.catalogue.regions import Region
from questionnaire.catalogue.words import PLACEHOLDER
from questionnaire.matching.answers import Answer, Chosen, Rows
from questionnaire.matching.compare import Strength


def words(text: str | None) -> str:
    """A content text in the reader's language, with the place's numbers filled in."""
    if text is None:
        return ""
    known = the_region().placeholders()
    return PLACEHOLDER.sub(lambda found: gettext(known.get(found[1], found[0])), gettext(text))


def the_region() -> Region:
    """The place this application serves."""
    region: Region = current_app.extensions["region"]
    return region


def short_words(content: Item | AnswerOption) -> str:
    """A question or an answer as a clinician notes it; in the person's words where there is nothing shorter."""
    return words(content.short_text or content.text)


def heading_words(item: Item) -> str:
    """A question as the heading of its answer."""
    return short_words(item).rstrip("?")


def answer_words(item: Item, answer: Answer | None, *, short: bool = False) -> list[str]:
    """An answer as people read it, or `short` as clinicians note it: one text, or one for each option or row.

    Empty when there is none.
    """
    say = short_words if short else _full_words
    if answer is None:
        return []
    if isinstance(answer, Chosen):
        return [say(option) for option in item.option if option.value in answer.yes]
    if isinstance(answer, Rows):
        return [_row_words(item, dict(row)) for row in answer.rows]
    if isinstance(answer, bool):
        return [gettext("Yes") if answer else gettext("No")]
    option = item.find(str(answer))
    return [say(option) if option else f"{answer:g}" if isinstance(answer, int | float) else str(answer)]


def answer_line(item: Item, answer: Answer) -> str:
    """An answer as people read it, in one line."""
    return ("; " if isinstance(answer, Rows) else ", ").join(answer_words(item, answer))


def _row_words(item: Item, row: dict[str, str]) -> str:
    """One row in a line: its texts, and in brackets what else is to be known of it."""
    said = ", ".join(row[column.id] for column in item.text_columns if column.id in row) or gettext("not named")
    ticked = [option for column in item.column if (option := column.find(row.get(column.id)))]
    marks = "; ".join(words(option.short_text) for option in ticked if option.short_text)
    return f"{said} ({marks})" if marks else said


def _full_words(option: AnswerOption) -> str:
    return words(option.text)


def mid_sentence(name: str) -> str:
    """A name as it stands inside a sentence: its first letter small, unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def lines(text: str) -> Markup:
    """Own words of a person, escaped, with their line breaks kept."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def urgency_words(urgency: Urgency) -> str:
    """The word for how urgent a warning sign is."""
    return {
        "emergency": gettext("Emergency"),
        "crisis": gettext("You are not alone"),
        "same-day": gettext("Today"),
        "soon": gettext("Soon"),
    }[urgency]


def strength_words(strength: Strength) -> str:
    """The words for how much answers and a pattern have in common."""
    return {
        "many": gettext("Many features in common"),
        "some": gettext("Some features in common"),
        "few": gettext("Few features in common"),
        "not-compared": gettext("Not compared"),
    }[strength]


def language() -> str:
    """The code of the language that the page is in."""
    return str(get_locale() or "en").replace("_", "-")


def add_filters(app: Flask) -> None:
    """Make the words available in templates."""
    app.jinja_env.filters.update(words=words, lines=lines)
    app.jinja_env.globals.update(
        language=language, region=the_region, urgency_words=urgency_words, strength_words=strength_words
    )


def standing(catalogue: Catalogue) -> str:
    """Who stands behind the content: the clinician who signed it, or nobody so far."""
    if catalogue.reviewed_on is None:
        return gettext("Written from published sources. No clinician has signed this version.")
    day = format_date(catalogue.reviewed_on, "long")
    return gettext("Checked and signed by %(name)s on %(day)s.", name=catalogue.reviewed_by, day=day)
