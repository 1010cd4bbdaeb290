"""Words to avoid and medical names that are allowed, as content; and the finding of them in a text."""

import re
from collections.abc import Iterator

from questionnaire.catalogue.words import Content


class PlainWords(Content):
    """`hard`, `forbidden` and `harmful` words with better ones, and the `glossary` of medical names that may stand."""

    glossary: tuple[str, ...]
    hard: dict[str, str]
    forbidden: dict[str, str]
    harmful: dict[str, str]

    def hard_in(self, text: str) -> Iterator[tuple[str, str]]:
        """(word, plainer word) for each hard word in a text."""
        return _found(text, self.hard)

    def forbidden_in(self, text: str) -> Iterator[tuple[str, str]]:
        """(words, what to say) for each forbidden phrase in a text."""
        return _found(text, self.forbidden)

    def harmful_in(self, text: str) -> Iterator[tuple[str, str]]:
        """(words, better ones) for each phrase that frightens and slows recovery."""
        return _found(text, self.harmful)


def _found(text: str, listed: dict[str, str]) -> Iterator[tuple[str, str]]:
    lowered = text.lower()
    for word, plain in listed.items():
        start, end = (r"\b" if word[0].isalnum() else ""), (r"\b" if word[-1].isalnum() else "")
        if re.search(f"{start}{re.escape(word)}{end}", lowered):
            yield word, plain
