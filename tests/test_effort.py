"""What the short path costs a person with a textbook low-back pain who answers all that is asked."""

import tomllib
from pathlib import Path

from tests.visitor import Visitor, answering

TEXTBOOK = tomllib.loads((Path(__file__).parent / "cases/textbook.toml").read_text(encoding="utf-8"))
# Own words are typed, not tapped; medicines are none.
TYPED = {"matters-most", "questions", "allergies"}


def _walked(visitor: Visitor) -> tuple[int, int, list[str]]:
    """Screens, taps (each answer, each Continue), and the questions that were left open."""
    visitor.start(path="short")
    taps, left = 1, []

    def choose(question):
        nonlocal taps
        answer = answering(TEXTBOOK)(question)
        if answer is None and not question.name.startswith("medicine-list"):
            left.append(question.name)
        taps += 0 if answer is None else len(answer) if isinstance(answer, list) else 1
        return answer

    visitor.walk(choose, until="/results")
    return len(visitor.seen), taps + len(visitor.seen) - 2, left


def test_the_textbook_back_pain_takes_twenty_screens_at_most(visitor):
    screens, taps, left = _walked(visitor)
    print(f"\nshort path: {screens} screens, {taps} taps")
    assert set(left) == TYPED, "everything else is answered"
    assert screens <= 20
