"""Which patterns are listed, for which pain, and in which order."""

from dataclasses import replace

from questionnaire.catalogue.criteria import CriterionRef
from questionnaire.catalogue.holding import holds
from questionnaire.catalogue.profiles import Profile
from questionnaire.catalogue.readings import wanted_tests
from questionnaire.matching.compare import Match, compare
from questionnaire.matching.judge import Judges


def find_matches(judges: Judges) -> tuple[Match, ...]:
    """Every profile of which something was told, compared with the answers, best match first."""
    matches = [_best(profile, judges) for profile in judges.catalogue.profiles.values()]
    listed = [match for match in matches if _is_told_of(match, judges)]
    return tuple(sorted(listed, key=_order))


def _is_told_of(match: Match, judges: Judges) -> bool:
    """Whether a pattern is worth a line: when something speaks for it, and for a look-alike something besides place,
    age and time. One whose gate is unanswered, when something else that the gate asks was told; where the gate asks of
    nothing else, one of its features must say more; and not when the gate asks for a place that was not marked.
    """
    if match.gate == "closed":
        return True
    if match.specific <= 0 and (match.points <= 0 or match.profile.kind == "look-alike"):
        return False
    if match.gate != "unanswered":
        return True
    catalogue = judges.catalogue
    views = [judges.pain(number) for number in match.pains] or [judges.whole]
    gate = CriterionRef(criterion=match.profile.gate or "")
    tests = list(wanted_tests(catalogue, gate))
    places = [test for test in tests if catalogue.items[test.item].option_source == "body"]
    if places and not any(
        holds(test, view) is True or not view.answered(test.item) for test in places for view in views
    ):
        return False
    asked = [test for test in tests if not catalogue.items[test.item].general]
    return any(holds(test, view) is True for test in asked for view in views) if asked else match.specific > 0


def _order(match: Match) -> tuple[float | str, ...]:
    """Strength word, then points, of which what speaks for it specifically counts twice; then how much of all that
    could speak for it does. Neither the pain told first nor a file's place decides, and the name only what is left.
    """
    return (-match.rank[0], -match.rank[1], -match.points, match.maximum, match.profile.id)


def _best(profile: Profile, judges: Judges) -> Match:
    if profile.scope == "person" or not judges.numbers:
        return compare(profile, judges.whole)
    tried = [replace(compare(profile, judges.pain(number)), pains=(number,)) for number in judges.numbers]
    best = max(tried, key=_preference)
    return replace(best, pains=tuple(pain for match in tried if match.rank == best.rank for pain in match.pains))


def _preference(match: Match) -> tuple[object, ...]:
    """What decides which pain is shown: never the order in which the pains were told."""
    states = sorted((finding.feature.id, finding.state) for finding in match.findings)
    known = sum(finding.state != "unknown" for finding in match.findings)
    return (*match.rank, known, -len(match.missing), states, match.gate, sorted(match.missing))
