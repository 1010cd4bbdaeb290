"""Medical words as links: the first use of each on a page leads to its meaning."""

import re

from flask import url_for
from markupsafe import Markup

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.glossary import GlossaryWord
from questionnaire.web.words import words

_LINK = Markup('<a class="word" href="{}" data-meaning="meaning-{}">{}</a>')


class WordLinks:
    """Marks glossary words in the texts of one page, in their order; `used` are those met so far."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words = {words(form).lower(): word for word in catalogue.glossary.values() for form in word.forms}
        forms = sorted(map(re.escape, self._words), key=len, reverse=True)
        self._forms = re.compile(rf"\b({'|'.join(forms)})\b", re.IGNORECASE)
        self.used: list[GlossaryWord] = []

    def mark(self, text: str) -> Markup:
        """The text with each word that was not met before as a link."""
        pieces, end = [], 0
        for found in self._forms.finditer(text):
            word = self._words[found[0].lower()]
            if word not in self.used:
                self.used.append(word)
                address = url_for("lessons.glossary", _anchor=word.id)
                pieces += [text[end : found.start()], _LINK.format(address, word.id, found[0])]
                end = found.end()
        return Markup().join([*pieces, text[end:]])
