"""The command line: run the site, list the items, match one document, evaluate cases, check the content."""

import sys
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import IO

import click

from questionnaire import __version__
from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.coverage import FOLDER, uncovered
from questionnaire.catalogue.lint import lint
from questionnaire.catalogue.load import load
from questionnaire.catalogue.problems import ContentError
from questionnaire.catalogue.reading_grade import MissingLibraryError
from questionnaire.cli.reading import TwiceError, read_json, read_text
from questionnaire.cli.speaking import PlainGroup, dump, figure, plain, stop
from questionnaire.matching.answers import MAX_PAINS, Answers
from questionnaire.matching.cases import CaseError, read_cases
from questionnaire.matching.documents import AnswersError, parse
from questionnaire.matching.economy import effort, uses
from questionnaire.matching.evaluate import evaluate
from questionnaire.matching.people import people_answers
from questionnaire.matching.report import build_report
from questionnaire.outputs.document import items_document, report_document
from questionnaire.outputs.figures import figures_table
from questionnaire.outputs.text import report_text


@click.group(cls=PlainGroup)
@click.version_option(__version__)
def main() -> None:
    """Pain Patterns: a questionnaire before the appointment. Educational, never a diagnosis."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Run the site."""
    from questionnaire.web.serving.server import run  # noqa: PLC0415 - the other commands start faster without the web
    from questionnaire.web.settings import SettingsError  # noqa: PLC0415 - as above

    try:
        run(host, port)
    except SettingsError as error:
        stop(str(error), code=2)
    except (ContentError, RuntimeError, OSError) as error:
        stop(str(error), code=1)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def items(*, as_json: bool) -> None:
    """List every item in order."""
    listed = items_document(_catalogue())
    if as_json:
        click.echo(dump(listed))
        return
    for item in listed:
        click.echo(f"{item['link_id']}  [{item['scope']}, {item['type']}]  {item['text']}")


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def match(file: IO[bytes], *, as_json: bool) -> None:
    """Compare one answers document (a file, or - for standard input)."""
    catalogue = _catalogue()
    try:
        report = build_report(catalogue, parse(read_json(file), catalogue))
    except AnswersError as error:
        stop("\n".join(error.problems), code=2)
    except TwiceError as error:
        stop(f'the key "{error}" stands twice in one object', code=2)
    except (
        ValueError,
        RecursionError,
    ) as error:  # no JSON, endless digits, lists in lists in lists
        stop(f"not a JSON document: {error}", code=2)
    click.echo(dump(report_document(report)) if as_json else plain(report_text(report)), nl=as_json)


@main.command(name="evaluate")
@click.argument("cases", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--table", "as_table", is_flag=True, help="Print a Markdown table.")
def evaluate_command(cases: IO[bytes], *, as_json: bool, as_table: bool) -> None:
    """Judge cases (JSON lines) and print the figures."""
    catalogue = _catalogue()
    try:
        figures = evaluate(read_cases(read_text(cases).split("\n"), catalogue), catalogue)
    except (CaseError, UnicodeDecodeError) as error:
        stop(str(error), code=2)
    if as_json or as_table:
        click.echo(dump(figures) if as_json else figures_table(figures))
        return
    for name, value in figures["overall"].items():
        click.echo(f"{name:12} {figure(value)}")
    for level in ("emergency", "same-day", "soon"):
        click.echo(f"{level:12} {figure(figures['urgency'][level])}")
    for profile, shares in figures["profiles"].items():
        click.echo(f"{profile:26} n={shares['n']:<3} top1 {figure(shares['top1'])}  top3 {figure(shares['top3'])}")
    for miss in figures["misses"]:
        first = ", ".join(f"{m['profile']} ({m['strength']}, {m['points']:g})" for m in miss["first"])
        expected, raised = ", ".join(miss["expected"]) or "none", ", ".join(miss["raised"]) or "nothing"
        click.echo(f"{miss['id']} {miss['kind']}: expected {expected}; first {first}; raised {raised}")


@main.command()
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day for overdue reviews; today by default.")
@click.option("--report", is_flag=True, help="Also tell what each question earns, and its screens and taps.")
@click.option(
    "--cases",
    type=click.File("rb"),
    multiple=True,
    help="Cases (JSON lines) for the report, may be given more than once; the demo people by default.",
)
@click.option(
    "--coverage",
    type=click.Path(file_okay=False, path_type=Path),
    default=FOLDER,
    show_default=True,
    help="The coverage table of the red flags; left out where there is none.",
)
def check(today: datetime | None, cases: tuple[IO[bytes], ...], coverage: Path, *, report: bool) -> None:
    """Check the content and list every problem with file and key."""
    day = today.date() if today else date.today()
    catalogue = _catalogue()
    try:
        remarks = lint(catalogue, day)
    except MissingLibraryError as error:
        stop(str(error), code=2)
    if coverage.is_dir():
        try:
            remarks += uncovered(catalogue, coverage)
        except (ValueError, KeyError) as error:
            stop(f"{coverage}: {error}", code=2)
    if report:
        try:
            told = [case.answers for file in cases for case in read_cases(read_text(file).split("\n"), catalogue)]
        except (CaseError, UnicodeDecodeError) as error:
            stop(str(error), code=2)
        _report_uses(catalogue, told or list(people_answers(catalogue).values()))
    for remark in remarks:
        click.echo(str(remark), err=remark.is_error)
    errors = sum(remark.is_error for remark in remarks)
    click.echo(f"errors: {errors}, warnings: {len(remarks) - errors}")
    if errors:
        sys.exit(1)


def _report_uses(catalogue: Catalogue, told: list[Answers]) -> None:
    click.echo(
        f"What each question earned over {len(told)} cases (rules that read it; cases answered; results changed)"
    )
    for use in uses(catalogue, told):
        name = use.link_id if use.value is None else f"  {use.value}"
        rules = f"{use.features:3} features {use.flags:2} flags {use.scores} scores" if use.value is None else ""
        click.echo(f"{name:34} {rules:32} answered {use.answered:4} changed {use.changed:4}")
    click.echo("Screens and taps, answering everything a demo person answers (median of all people)")
    for pains in range(1, MAX_PAINS + 1):
        for short in (True, False):
            efforts = [
                effort(catalogue, _with_pains(answers, pains), short=short)
                for answers in people_answers(catalogue).values()
            ]
            screens, taps = median(one.screens for one in efforts), median(one.taps for one in efforts)
            click.echo(f"{pains} pains, {'short' if short else 'full '} path: {screens:g} screens, {taps:g} taps")


def _with_pains(answers: Answers, number: int) -> Answers:
    """The same person with so many pains like the first."""
    return Answers(answers.person, answers.pains[:1] * number)


def _catalogue() -> Catalogue:
    try:
        return load()
    except ContentError as error:
        stop(f"the content does not fit together (problems: {len(error.problems)}):\n{error}", code=1)
