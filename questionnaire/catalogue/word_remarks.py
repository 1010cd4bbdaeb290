"""Remarks about words: hard ones, repeated ones, figures without a source, and texts that are hard to read."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.reading_grade import grade
from questionnaire.catalogue.remarks import Remark
from questionnaire.catalogue.texts import Text, texts

QUESTION_GRADE, SUMMARY_GRADE = 6, 8
FEWEST_WORDS = 60
MOST_BYTES, MOST_CHARACTERS = 1_500, 1_700


def same_words(catalogue: Catalogue) -> Iterator[Remark]:
    """The same words for two different things in one place."""
    asked = Counter(item.text for item in catalogue.items.values())
    for item in catalogue.items.values():
        file, key = f"pages/{item.page}.toml", f'item "{item.link_id}"'
        if asked[item.text] > 1:
            yield Remark(file, key, f'another item asks "{item.text}" too')
        for text in _twice(option.text for option in item.option):
            yield Remark(file, key, f'two options say "{text}"')
    for profile in catalogue.profiles.values():
        said = (text for f in profile.feature for text in (f.fits, f.against, f.ask) if text)
        for text in _twice(said):
            yield Remark(catalogue.file_of("profile", profile.id), "feature", f'two sentences say "{text}"')


def hard_words(catalogue: Catalogue) -> Iterator[Remark]:
    """Hard words, and words that sound like a diagnosis."""
    for text in texts(catalogue):
        if _for_clinicians(text):
            continue
        bare = re.sub(r"\([^)]*\)", "", text.words.lower())  # the medical word stands in brackets after the plain one
        for name in catalogue.plain_words.glossary:
            bare = bare.replace(name, "")
        for word, plain in catalogue.plain_words.hard_in(bare):
            yield Remark(
                catalogue.file_of(text.kind, text.id), f'"{text.id}" {text.field}', f'hard word "{word}": say "{plain}"'
            )
        for word, plain in catalogue.plain_words.forbidden_in(bare):
            yield Remark(
                catalogue.file_of(text.kind, text.id),
                f'"{text.id}" {text.field}',
                f'"{word}" sounds like a diagnosis: {plain}',
            )


def harmful_words(catalogue: Catalogue) -> Iterator[Remark]:
    """Words that frighten and slow recovery, in brackets and on the printed sheet too: people read both."""
    for text in texts(catalogue):
        for word, better in catalogue.plain_words.harmful_in(text.words):
            yield Remark(
                catalogue.file_of(text.kind, text.id),
                f'"{text.id}" {text.field}',
                f'"{word}" frightens and slows recovery: say "{better}"',
            )


def bare_numbers(catalogue: Catalogue) -> Iterator[Remark]:
    """A figure for people needs its reference beside it: claims have one, summaries and sentences do not."""
    for profile in catalogue.profiles.values():
        if re.search(r"(?<!\w)\d", profile.summary):
            yield Remark(
                catalogue.file_of("profile", profile.id),
                "summary",
                "holds a number: put it in a claim with its reference",
            )
        for feature in profile.feature:
            ratios = [ratio for ratio in (feature.lr_positive, feature.lr_negative) if ratio]
            if any(ratio.reference not in feature.references for ratio in ratios):
                yield Remark(
                    catalogue.file_of("profile", profile.id),
                    f'feature "{feature.id}"',
                    "the source of its ratio is not in `references`",
                )


def too_much_room(catalogue: Catalogue) -> Iterator[Remark]:
    """All own words together fit in the cookies in any script."""
    room = sum(item.max_bytes or 0 for item in catalogue.items.values() if not item.retired)
    if room > MOST_BYTES:
        yield Remark("pages", "max_bytes", f"own words may take {room} bytes together, at most {MOST_BYTES} fit")
    room = sum(item.max_characters or 0 for item in catalogue.items.values())
    if room > MOST_CHARACTERS:
        message = f"rows may take {room} characters together, at most {MOST_CHARACTERS} fit"
        yield Remark("pages", "max_characters", message)


def hard_reading(catalogue: Catalogue) -> Iterator[Remark]:
    """Reading grade of each page and each profile with at least 60 words."""
    pooled: dict[tuple[str, str], list[str]] = {}
    for text in texts(catalogue):
        if text.kind in ("page", "profile", "red_flag", "person") and not _for_clinicians(text):
            pooled.setdefault((text.kind, text.id if text.kind != "red_flag" else "all"), []).append(text.words)
    for (kind, name), words in pooled.items():
        limit = QUESTION_GRADE if kind == "page" else SUMMARY_GRADE
        measured = grade(words)
        if sum(len(text.split()) for text in words) >= FEWEST_WORDS and measured > limit:
            yield Remark(f"{kind} {name}", "reading grade", f"{measured:.1f} is above {limit}")


def _for_clinicians(text: Text) -> bool:
    """Whether it is a text in medical words, which a plain one stands beside."""
    return text.field.endswith(("medical_name", "short_text"))


def _twice(said: Iterable[str]) -> list[str]:
    return [text for text, times in Counter(said).items() if times > 1]
