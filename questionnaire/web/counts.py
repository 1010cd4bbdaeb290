"""Published counts in words, each with its limit."""

from flask_babel import gettext

from questionnaire.matching.report import Report
from questionnaire.matching.scores import Score
from questionnaire.web.words import words


def score_lines(report: Report) -> list[tuple[str, str]]:
    """(name, figure and limit) of each score that could be computed."""
    lines = []
    for score in report.scores:
        figure = _figure(score)
        if figure:
            known = report.catalogue.scores[score.id]
            lines.append((words(known.name), f"{figure}. {words(known.limit)}"))
    return lines


def _figure(score: Score) -> str:
    parts = {name: f"{value:g}" for name, value in score.parts.items() if value is not None}
    match score.id:
        case "fibromyalgia-2016" if score.value is not None and score.parts["regions"] in (4, 5):
            known = gettext("places %(wpi)s of 19, symptoms %(sss)s of 12, regions %(regions)s of 5", **parts)
            return f"{known}. {gettext('Joints, hands and feet are not counted as places')}"
        case "cook-2011" if score.value:
            asked = sum(value is not None for value in score.parts.values())
            return gettext("%(value)g of %(asked)s points asked (of 5)", value=score.value, asked=asked)
        case "crps-symptoms" if score.value is not None and score.value >= 2:
            return gettext("%(reported)s of %(asked)s kinds asked (of 4)", **parts)
        case "effect-on-life" if score.value is not None:
            return gettext("%(value)g of 10", value=score.value)
        case "chronic-pain" | "high-impact-pain" if score.met is not None:
            return gettext("Yes") if score.met else gettext("No")
    return ""
