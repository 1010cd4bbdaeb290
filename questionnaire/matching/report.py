"""The report: everything an output shows, computed from the answers alone. Outputs see this, never a rule."""

from dataclasses import dataclass
from typing import Literal

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import CriterionRef
from questionnaire.catalogue.profiles import Overlap
from questionnaire.catalogue.questions import Item
from questionnaire.catalogue.readings import items_read
from questionnaire.matching.answers import Answer, Answers
from questionnaire.matching.asking import asked_items, counted
from questionnaire.matching.changes import Change, find_changes
from questionnaire.matching.compare import Finding, Match
from questionnaire.matching.judge import Judges
from questionnaire.matching.listing import find_matches
from questionnaire.matching.red_flags import RedFlags, find_red_flags
from questionnaire.matching.scores import SCORES, Score

Outcome = Literal["one-pattern", "overlap", "look-alike-leads", "nothing-fits"]


@dataclass(frozen=True)
class Said:
    """One counted answer: the item, the answer, and the pain it is about (None for the person)."""

    item: Item
    answer: Answer
    pain: int | None


@dataclass(frozen=True)
class Report:
    """What the answers come to. `matches` are the profiles of which something was told, best first; `said` all counted
    answers in order.
    """

    outcome: Outcome
    red_flags: RedFlags
    matches: tuple[Match, ...]
    scores: tuple[Score, ...]
    said: tuple[Said, ...]
    told: Answers
    catalogue: Catalogue

    @property
    def leading(self) -> tuple[Match, ...]:
        """The matches at "some" or more, best first."""
        return tuple(match for match in self.matches if match.leads)

    def because(self, match: Match, finding: Finding) -> tuple[Said, ...]:
        """The answers that a finding rests on."""
        read = items_read(self.catalogue, CriterionRef(criterion=finding.feature.criterion))
        about = {None, *match.pains} if match.pains else set(self.told.scopes)
        return tuple(said for said in self.said if said.item.link_id in read and said.pain in about)

    def changes(self, match: Match) -> tuple[Change, ...]:
        """The one or two answers that would move a match's strength word."""
        pain = match.pains[0] if match.pains else None
        asked = frozenset(
            item.link_id
            for page in self.catalogue.pages.values()
            for scope in (None, pain)
            for item in asked_items(page, self.told, scope, self.catalogue)
        )
        return find_changes(match, self.catalogue, self.told, asked)

    def overlaps(self) -> tuple[tuple[Match, Match, Overlap], ...]:
        """Pairs of leading matches that people often have together, with the statement of the first."""
        leading = {match.profile.id: match for match in self.leading}
        pairs: list[tuple[Match, Match, Overlap]] = []
        for match in self.leading:
            for overlap in match.profile.often_with:
                other = leading.get(overlap.profile)
                if other is not None and (other, match) not in [(first, second) for first, second, _ in pairs]:
                    pairs.append((match, other, overlap))
        return tuple(pairs)


def build_report(catalogue: Catalogue, answers: Answers) -> Report:
    """Judge the answers. Total and deterministic: any answers give a report, the same ones the same report."""
    told = counted(answers, catalogue)
    judges = Judges(catalogue, told)
    matches = find_matches(judges)
    return Report(
        outcome=_outcome(matches),
        red_flags=find_red_flags(judges),
        matches=matches,
        scores=tuple(judges.whole.score(name) for name in SCORES),
        said=tuple(_said(catalogue, told)),
        told=told,
        catalogue=catalogue,
    )


def _outcome(matches: tuple[Match, ...]) -> Outcome:
    leading = [match for match in matches if match.leads]
    if not leading:
        return "nothing-fits"
    if leading[0].profile.kind == "look-alike":
        return "look-alike-leads"
    mains = [match for match in leading if match.profile.kind == "main"]
    return "overlap" if len(mains) > 1 else "one-pattern"


def _said(catalogue: Catalogue, told: Answers) -> list[Said]:
    said = []
    for part in catalogue.parts:
        for pain in told.scopes[1:] if part.scope == "pain" else told.scopes[:1]:
            for page in catalogue.pages_of(part):
                for item in page.item:
                    answer = told.of(pain).get(item.link_id)
                    if answer is not None:
                        said.append(Said(item, answer, pain))
    return said
