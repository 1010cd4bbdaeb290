"""Emergency and crisis numbers of a place, as the words that fill the placeholders in content."""

from questionnaire.catalogue.words import Content, Id, Words


class Region(Content):
    """Numbers of one place. The `_tel` values are digits for a telephone link; without one no link is offered."""

    id: Id
    name: Words
    emergency_number: Words
    crisis_line: Words
    crisis_words: Words
    nurse_line: Words
    safety_line: Words
    emergency_department: Words
    emergency_tel: str | None = None
    crisis_tel: str | None = None

    def placeholders(self) -> dict[str, str]:
        """Placeholder name, as written in content without braces, to its words."""
        return {
            "emergency-number": self.emergency_number,
            "crisis-line": self.crisis_line,
            "crisis-words": self.crisis_words,
            "nurse-line": self.nurse_line,
            "safety-line": self.safety_line,
            "emergency-department": self.emergency_department,
        }
