"""Reading grade of pooled texts (Flesch-Kincaid, by textstat)."""

import warnings
from collections.abc import Iterable


class MissingLibraryError(RuntimeError):
    """The library that measures reading grades is not installed: it comes with the extra `content`, for authors."""


def grade(sentences: Iterable[str]) -> float:
    """Flesch-Kincaid grade of texts read one after the other; each counts as at least one sentence.

    Raises:
        MissingLibraryError: telling how to get the library.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # textstat's own imports are deprecated
        try:
            import textstat  # noqa: PLC0415 - here, so that only this import is kept quiet
        except ImportError as error:
            raise MissingLibraryError(
                "reading grades are measured by textstat, which is not installed. Get it with: "
                "pip install 'pain-patterns[content]' (in a checkout: pip install --editable '.[content]')"
            ) from error
    pooled = " ".join(text if text.rstrip().endswith((".", "?", "!")) else f"{text.rstrip()}." for text in sentences)
    return float(textstat.flesch_kincaid_grade(pooled))
