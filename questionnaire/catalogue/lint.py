"""The content linter behind `questionnaire check`: what loads, but should not stay. Tells everything at once."""

from datetime import date

from questionnaire.catalogue import pain_remarks, rule_remarks, word_remarks
from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.remarks import Remark

_CHECKS = (
    rule_remarks.unused_criteria,
    rule_remarks.unreachable_rules,
    rule_remarks.weak_profiles,
    rule_remarks.unused_options,
    rule_remarks.unasked_on_the_short_path,
    rule_remarks.same_rules,
    pain_remarks.merged_pains,
    word_remarks.same_words,
    word_remarks.hard_words,
    word_remarks.harmful_words,
    word_remarks.bare_numbers,
    word_remarks.too_much_room,
    word_remarks.hard_reading,
)


def lint(catalogue: Catalogue, today: date) -> list[Remark]:
    """Every remark, sorted by file. Overdue reviews are warnings."""
    found = [remark for check in _CHECKS for remark in check(catalogue)]
    return sorted([*found, *rule_remarks.overdue_reviews(catalogue, today)])
