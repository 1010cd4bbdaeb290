"""The command line: stable shapes, and clear errors with nothing on standard output."""

import json
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from jsonschema import Draft202012Validator

from questionnaire import cli
from questionnaire.catalogue.load import load
from questionnaire.matching.documents import document
from questionnaire.matching.report import build_report
from questionnaire.outputs.document import report_document
from tests import strategies
from tests.strategies import CATALOGUE

CASES = Path(__file__).parent / "cases"
BAD = tomllib.loads((CASES / "bad-documents.toml").read_text(encoding="utf-8"))["document"]
SCHEMAS = {
    file.name.removesuffix(".schema.json"): json.loads(file.read_text(encoding="utf-8"))
    for file in (files("questionnaire") / "outputs" / "schemas").iterdir()
}
OUR_PERSON = {
    "person": {"age": 67, "health": ["diabetes"]},
    "pains": [
        {
            "areas": ["lower-back", "calf-left"],
            "eased-by": {"yes": ["rest"], "no": ["heat"]},
            "pain-worst": 7,
        }
    ],
}


@pytest.fixture(autouse=True)
def _read_the_content_once(monkeypatch):
    monkeypatch.setattr(cli, "load", lambda: CATALOGUE)


def _run(*arguments: str, text: str | bytes = "", code: int = 0) -> Any:
    result = CliRunner().invoke(cli.main, arguments, input=text)
    assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
    return result


def _fits(schema: str, data: Any) -> None:
    Draft202012Validator(SCHEMAS[schema]).validate(data)


# --- Shapes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["answers", "evaluate", "items", "match"])
def test_each_shape_has_a_sound_schema(name):
    Draft202012Validator.check_schema(SCHEMAS[name])


def test_items_are_printed_in_the_stable_shape():
    printed = json.loads(_run("items", "--json").stdout)
    _fits("items", printed)
    assert [item["link_id"] for item in printed] == [
        item.link_id for item in CATALOGUE.items.values() if not item.retired
    ]
    assert _run("items").stdout.count("\n") == len(printed)


def test_a_match_is_printed_in_the_stable_shape():
    _fits("answers", OUR_PERSON)
    printed = json.loads(_run("match", "-", "--json", text=json.dumps(OUR_PERSON)).stdout)
    _fits("match", printed)
    names = [match["profile"] for match in printed["matches"]]
    assert len(names) == len(set(names))
    assert set(names) <= set(CATALOGUE.profiles)


def test_a_match_is_read_from_a_file_too(tmp_path):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(OUR_PERSON), encoding="utf-8")
    assert _run("match", str(file), "--json").stdout == _run("match", "-", "--json", text=json.dumps(OUR_PERSON)).stdout


def test_a_match_in_words_says_that_it_is_no_diagnosis():
    assert "This is not a diagnosis." in _run("match", "-", text=json.dumps(OUR_PERSON)).stdout


@pytest.mark.long
@given(strategies.answers())
def test_any_answers_and_their_report_fit_the_schemas(told):
    _fits("answers", document(told))
    _fits("match", json.loads(json.dumps(report_document(build_report(CATALOGUE, told)), allow_nan=False)))


@pytest.mark.parametrize("cases", ["development", "own"])
def test_an_evaluation_is_printed_in_the_stable_shape(cases):
    _fits("evaluate", json.loads(_run("evaluate", str(CASES / f"{cases}.jsonl"), "--json").stdout))


def test_an_evaluation_of_nothing_is_printed_in_the_stable_shape():
    printed = json.loads(_run("evaluate", "-", "--json").stdout)
    _fits("evaluate", printed)
    assert printed["overall"]["top1"] is None


def test_an_evaluation_in_words_names_each_figure():
    printed = _run("evaluate", str(CASES / "development.jsonl")).stdout
    for name in ("top1", "top3", "false_lead", "emergency", "rheumatoid-arthritis"):
        assert name in printed


# --- Errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["words", "json"])
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad["name"])
def test_a_bad_document_is_told_on_standard_error_alone(bad, as_json):
    result = _run("match", "-", *as_json, text=bad["text"], code=2)
    assert result.stdout == ""
    for part in bad["error"]:
        assert part in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"person": ' * 100_000,
        '{"person": ' + "[" * 900 + "]" * 900 + "}",
        '{"person": {"age": ' + "9" * 5_000 + "}}",
        '{"person": {"age": 1' + "0" * 400 + "}}",
        '{"person": {"allergies": "' + "x" * 100_000 + '"}}',
        '{"person": {"' + "x" * 100_000 + '": 1}}',
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf{",
        "\x00",
    ],
    ids=[
        "deep lists",
        "deep objects",
        "deep and closed",
        "long number",
        "huge number",
        "long text",
        "long name",
        "not UTF-8",
        "mark",
        "zero",
    ],
)
def test_a_hostile_document_is_refused_in_words(text):
    result = _run("match", "-", "--json", text=text, code=2)
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_is_told(tmp_path):
    result = _run("match", str(tmp_path / "nothing.json"), code=2)
    assert result.stdout == ""
    assert "nothing.json" in result.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1"),
        ('{"id": "x", "answers": {}, "expected": ["gouty"]}', "gouty"),
        ("[" * 100_000, "line 1"),
        (b"\xff", "utf-8"),
    ],
)
def test_a_bad_case_is_told_on_standard_error_alone(line, told):
    result = _run("evaluate", "-", "--json", text=line, code=2)
    assert result.stdout == ""
    assert told in result.stderr


def test_broken_content_is_told_with_its_problems(monkeypatch, tmp_path):
    monkeypatch.setattr(cli, "load", lambda: load(tmp_path))
    result = _run("items", code=1)
    assert result.stdout == ""
    assert "references.toml: the file is missing" in result.stderr


# --- The rest ---------------------------------------------------------------------------------------------------------


def test_the_content_passes_its_own_check():
    result = _run("check", "--today", "2026-11-22")
    assert result.stdout.splitlines()[-1].startswith("errors: 0")


def test_help_names_every_command():
    printed = _run("--help").stdout
    for command in ("serve", "items", "match", "evaluate", "check"):
        assert command in printed
        assert _run(command, "--help").stdout


def test_the_program_runs_on_its_own():
    program = [sys.executable, "-c", "from questionnaire.cli import main; main()", "match", "-", "--json"]
    good = subprocess.run(program, input=json.dumps(OUR_PERSON), capture_output=True, text=True, check=True, timeout=60)
    _fits("match", json.loads(good.stdout))
    assert good.stderr == ""
    bad = subprocess.run(
        program, input='{"person": {"\\ud800": 1}}', capture_output=True, text=True, check=False, timeout=60
    )
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "unknown link_id" in bad.stderr


def test_check_reports_what_each_question_earns_and_what_the_paths_cost():
    told = _run("check", "--report").stdout
    assert "areas" in told
    assert "1 pains, short path" in told
    assert "3 pains, full  path" in told


def test_check_refuses_cases_that_are_none(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text("no case\n", encoding="utf-8")
    assert "line 1" in _run("check", "--report", "--cases", str(path), code=2).stderr


def test_a_key_that_stands_twice_is_refused():
    result = _run("match", "-", text='{"person": {}, "person": {"age": 40}}', code=2)
    assert '"person"' in result.stderr
    assert result.stdout == ""
