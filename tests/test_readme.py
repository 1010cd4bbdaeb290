"""The README tells the truth."""

from tests.readme_figures import README, with_figures


def test_the_figures_in_the_readme_are_those_of_evaluate(catalogue):
    text = README.read_text(encoding="utf-8")
    assert text == with_figures(text, catalogue), "run python -m tests.readme_figures"
