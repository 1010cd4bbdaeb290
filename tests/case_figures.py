"""Writes the accuracy tables beside the cases: `python -m tests.case_figures` after a change of rules or cases."""

import re
from pathlib import Path

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.load import load
from questionnaire.matching.cases import Case, read_cases
from questionnaire.matching.evaluate import evaluate
from questionnaire.outputs.figures import figures_table

README = Path(__file__).parent.parent / "README.md"
CASES = Path(__file__).parent / "cases"
PAGE = CASES / "README.md"
# The sets of the page, by the files that each is made of.
SETS = {
    "held-out": ("held-out",),
    "published": ("development", "published-2"),
    "development": ("development",),
    "published-2": ("published-2",),
    "published-3": ("published-3",),
    "unseen": ("unseen",),
    "own": ("own",),
}


def cases_of(names: tuple[str, ...], catalogue: Catalogue) -> list[Case]:
    """The cases of these files."""
    lines = [line for name in names for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return read_cases(lines, catalogue)


def with_figures(text: str, catalogue: Catalogue) -> str:
    """The page with each table between its marks made anew."""
    for name, files in SETS.items():
        table = figures_table(evaluate(cases_of(files, catalogue), catalogue))
        marks = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(marks, lambda found, table=table: f"{found[1]}{table}\n{found[2]}", text, flags=re.DOTALL)
    return text


def line_of_figures(catalogue: Catalogue) -> str:
    """The one line of the project's README."""
    overall = {
        name: evaluate(cases_of(SETS[name], catalogue), catalogue)["overall"] for name in ("published", "held-out")
    }
    first = {name: f"{figures['top1']:.0%}".replace("%", " %") for name, figures in overall.items()}
    return (
        f"The expected pattern came first in {first['published']} of the {overall['published']['n']} published cases "
        f"in view, and in {first['held-out']} of the {overall['held-out']['n']} opened last "
        "(71 % when they were opened, before some rules were mended with them in view)."
    )


if __name__ == "__main__":
    content = load()
    PAGE.write_text(with_figures(PAGE.read_text(encoding="utf-8"), content), encoding="utf-8")
    print(line_of_figures(content))
