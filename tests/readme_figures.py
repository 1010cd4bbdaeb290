"""Writes the accuracy tables of the README: `python -m tests.readme_figures` after a change of rules or cases."""

import re
from pathlib import Path

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.load import load
from questionnaire.matching.evaluate import evaluate, read_cases
from questionnaire.outputs.figures import figures_table

README = Path(__file__).parent.parent / "README.md"
CASES = Path(__file__).parent / "cases"
SETS = ("development", "own", "unseen")


def with_figures(text: str, catalogue: Catalogue) -> str:
    """The README with each table between its marks made anew."""
    for name in SETS:
        with (CASES / f"{name}.jsonl").open(encoding="utf-8") as lines:
            table = figures_table(evaluate(read_cases(lines, catalogue), catalogue))
        marks = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(marks, lambda found, table=table: f"{found[1]}{table}\n{found[2]}", text, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    README.write_text(with_figures(README.read_text(encoding="utf-8"), load()), encoding="utf-8")
