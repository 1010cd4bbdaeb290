"""The report and the items as plain data: the stable shapes of the command line."""

from typing import Any

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.options import AnswerOption, Column
from questionnaire.catalogue.questions import Item
from questionnaire.matching.compare import Match
from questionnaire.matching.report import Report

Data = dict[str, Any]


def report_document(report: Report) -> Data:
    """The report as `match --json` prints it, best match first; shape: `match.schema.json`."""
    flags = report.red_flags
    speaking = {one.flag.id for one in flags.raised}
    return {
        "outcome": report.outcome,
        "red_flags": {
            "raised": [{"id": one.flag.id, "urgency": one.flag.urgency, "pain": one.pain} for one in flags.raised],
            "replaced": list(dict.fromkeys(one.flag.id for one in flags.replaced if one.flag.id not in speaking)),
            "not_ticked": [flag.id for flag in flags.not_ticked],
            "none_chosen": [flag.id for flag in flags.none_chosen],
            "not_sure": [flag.id for flag in flags.not_sure],
            "not_asked": [flag.id for flag in flags.not_asked],
        },
        "matches": [_match(match) for match in report.matches],
        "scores": [
            {"id": score.id, "value": score.value, "met": score.met, "parts": score.parts} for score in report.scores
        ],
    }


def _match(match: Match) -> Data:
    def in_state(state: str) -> list[str]:
        return [finding.feature.id for finding in match.findings if finding.state == state]

    return {
        "profile": match.profile.id,
        "kind": match.profile.kind,
        "strength": match.strength,
        "points": match.points,
        "maximum": match.maximum,
        "pains": list(match.pains),
        "present": in_state("present"),
        "excluded": in_state("excluded"),
        "unknown": in_state("unknown"),
    }


def items_document(catalogue: Catalogue) -> list[Data]:
    """Every item in order, as `items --json` prints it; shape: `items.schema.json`."""
    return [_item(item, catalogue) for item in catalogue.items.values() if not item.retired]


def _item(item: Item, catalogue: Catalogue) -> Data:
    page = catalogue.pages[item.page]
    conditions = [condition for condition in (page.enable_when, item.enable_when) if condition is not None]
    return {
        "link_id": item.link_id,
        "page": item.page,
        "scope": item.scope,
        "type": item.type,
        "text": item.text,
        "help": item.help,
        "options": _options(item.option),
        "min": item.min,
        "max": item.max,
        "unit": item.unit,
        "max_bytes": item.max_bytes,
        "columns": [_column(column) for column in item.column] or None,
        "max_rows": item.max_rows,
        "max_characters": item.max_characters,
        "required": item.required,
        "short_path": item.short_path,
        "enable_when": [
            condition.model_dump(exclude_none=True, exclude_defaults=True, by_alias=True, mode="json")
            for condition in conditions
        ],
    }


def _column(column: Column) -> Data:
    return {
        "id": column.id,
        "type": column.type,
        "text": column.text,
        "options": _options(column.option),
        "max_characters": column.max_characters,
    }


def _options(options: tuple[AnswerOption, ...]) -> list[Data]:
    offered = [option for option in options if not option.retired]
    return [{"value": option.value, "text": option.text, "exclusive": option.exclusive} for option in offered]
