"""Judges criteria for one pain or for the whole person, each at most once for the same view."""

from functools import cached_property

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import DerivedName, Expression, Interval, ScoreName
from questionnaire.catalogue.holding import criterion_holds
from questionnaire.catalogue.readings import items_read
from questionnaire.matching.answers import Answers, AnswerSet
from questionnaire.matching.derived import DERIVED
from questionnaire.matching.facts import View
from questionnaire.matching.scores import SCORES, Score


class Judge(View):
    """The facts of a view with everything that follows from them. Criteria about the person see all pains."""

    def __init__(
        self,
        catalogue: Catalogue,
        person: AnswerSet,
        pains: tuple[AnswerSet, ...],
        whole: "Judge | None" = None,
        ahead: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(catalogue, person, pains)
        self.__dict__["_whole"] = whole
        self.__dict__["_ahead"] = ahead

    @cached_property
    def _derived(self) -> dict[DerivedName, Interval | None]:
        return {}

    @cached_property
    def _scores(self) -> dict[ScoreName, Score]:
        return {}

    @cached_property
    def _criteria(self) -> dict[str, bool | None]:
        return {}

    @property
    def whole(self) -> "Judge":
        """The judge over all pains."""
        whole: Judge | None = self.__dict__["_whole"]
        return whole or self

    @cached_property
    def general(self) -> "Judge":
        """The same view with nothing but what says little of which pattern it is: place, age, time."""

        def kept(answers: AnswerSet) -> AnswerSet:
            return {name: answer for name, answer in answers.items() if self.catalogue.items[name].general}

        whole = None if self.whole is self else self.whole.general
        return Judge(self.catalogue, kept(self.person), tuple(map(kept, self.pains)), whole)

    def one_by_one(self) -> "tuple[Judge, ...]":
        """A judge for each pain in view; this one when it sees one pain alone, or none was told."""
        return self.singles or (self,)

    @cached_property
    def singles(self) -> "tuple[Judge, ...]":
        """From the whole person, a judge for each pain."""
        if self.whole is not self:
            return ()
        ahead: frozenset[str] = self.__dict__["_ahead"]
        return tuple(Judge(self.catalogue, self.person, (pain,), self, ahead) for pain in self.pains)

    def silence_counts(self, expression: Expression) -> bool:
        """Whether nothing that the expression reads is still to be asked."""
        ahead: frozenset[str] = self.__dict__["_ahead"]
        return not (ahead and ahead & items_read(self.catalogue, expression))

    def derived(self, name: DerivedName) -> Interval | None:
        """A derived value of this view."""
        if name not in self._derived:
            self._derived[name] = DERIVED[name](self)
        return self._derived[name]

    def score(self, name: ScoreName) -> Score:
        """A published score of this view."""
        if name not in self._scores:
            self._scores[name] = SCORES[name](self)
        return self._scores[name]

    def score_met(self, name: ScoreName) -> bool | None:
        """Whether a score's rule is met."""
        return self.score(name).met

    def criterion(self, criterion_id: str) -> bool | None:
        """Whether a criterion holds: True, False, or None for unknown."""
        criterion = self.catalogue.criteria[criterion_id]
        if criterion.scope == "person" and self.whole is not self:
            return self.whole.criterion(criterion_id)
        if criterion_id not in self._criteria:
            self._criteria[criterion_id] = criterion_holds(criterion, self)
        return self._criteria[criterion_id]


class Judges:
    """The judge over all pains (`whole`), and one for each pain (`pain(1)` to `pain(3)`). `ahead` are the items still
    to be asked: of them silence says nothing yet.
    """

    def __init__(self, catalogue: Catalogue, counted_answers: Answers, ahead: frozenset[str] = frozenset()) -> None:
        self.catalogue = catalogue
        self.answers = counted_answers
        self.whole = Judge(catalogue, counted_answers.person, counted_answers.pains, ahead=ahead)

    def pain(self, number: int) -> Judge:
        """The judge of one pain, counted from 1."""
        return self.whole.singles[number - 1]

    @property
    def numbers(self) -> range:
        """The pains told, counted from 1."""
        return range(1, len(self.whole.pains) + 1)
