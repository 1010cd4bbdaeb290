"""Reading grade of pooled texts (Flesch-Kincaid, by textstat)."""

import warnings
from collections.abc import Iterable


def grade(sentences: Iterable[str]) -> float:
    """Flesch-Kincaid grade of texts read one after the other; each counts as at least one sentence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # textstat's own imports are deprecated
        import textstat  # noqa: PLC0415 - here, so that only this import is kept quiet
    pooled = " ".join(text if text.rstrip().endswith((".", "?", "!")) else f"{text.rstrip()}." for text in sentences)
    return float(textstat.flesch_kincaid_grade(pooled))
