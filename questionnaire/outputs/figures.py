"""Accuracy figures as a Markdown table: overall, and one row for each profile."""

from typing import Any

_NAMES = {
    "top1": "expected pattern first",
    "top3": "expected pattern in the first three",
    "lead": "expected pattern leads (first, and at *some* or more)",
    "false_lead": "a wrong main pattern leads, of the cases outside",
    "false_many": "a wrong main pattern reaches *many*, of the cases outside",
    "over_triage": "raised to same-day or more without need",
    "too_low": "raised lower than right, of the cases with both bounds",
    "too_high": "raised higher than right, of the cases with both bounds",
}

_LEVELS = ("emergency", "same-day", "soon")


def figures_table(figures: dict[str, Any]) -> str:
    """The figures of `evaluate` as Markdown, shares with two decimals."""
    overall, urgency = figures["overall"], figures["urgency"]
    lines = ["| overall | share |", "|---|--:|", f"| cases | {overall['n']} |"]
    lines += [f"| {words} | {_share(overall[name])} |" for name, words in _NAMES.items()]
    lines += [f"| raised at least to {level}, of those that need it | {_share(urgency[level])} |" for level in _LEVELS]
    lines += ["", "| pattern | n | first | in the first three |", "|---|--:|--:|--:|"]
    for name, row in figures["profiles"].items():
        lines.append(f"| {name} | {row['n']} | {_share(row['top1'])} | {_share(row['top3'])} |")
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
