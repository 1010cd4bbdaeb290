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
    age and time.
    """
    if match.gate == "closed":
        return True
    if match.specific <= 0 and (match.points <= 0 or match.profile.kind == "look-alike"):
        return False
    return match.gate != "unanswered" or _may_be_asked(match, judges)


def _may_be_asked(match: Match, judges: Judges) -> bool:
    """Whether a pattern is listed while its gate is unanswered: when something that the gate asks was told, besides
    place, age and time; else only a main pattern of which something specific was told, when each place that the gate
    asks for may hurt, or when the gate asks for nothing that one can tell. Never when its place was not marked.
    """
    catalogue = judges.catalogue
    views = [judges.pain(number) for number in match.pains] or [judges.whole]
    tests = list(wanted_tests(catalogue, CriterionRef(criterion=match.profile.gate or "")))
    places = [test for test in tests if catalogue.items[test.item].option_source == "body"]
    marked = [holds(test, view) for test in places for view in views if view.answered(test.item)]
    if places and marked and True not in marked:
        return False
    told = [test for test in tests if not catalogue.items[test.item].general]
    if any(holds(test, view) is True for test in told for view in views):
        return True
    if match.profile.kind == "look-alike" or match.specific <= 0:
        return False
    return not told or (bool(places) and False not in marked)


def _order(match: Match) -> tuple[float | str, ...]:
    """Strength word, then points, of which what speaks for it specifically counts twice; then whether what it is about
    was told, such as a rash in the same place, and not a limb alone; then how much of all that could speak for it does.
    Neither the pain told first nor a file's place decides, and the name only what is left.
    """
    return (-match.rank[0], -match.rank[1], -match.points, -match.entered, match.maximum, match.profile.id)


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
