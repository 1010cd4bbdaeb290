"""What the command line reads and says: texts of every Unicode encoding that names itself, and no escapes in errors."""

import builtins
import codecs
import json
from typing import Any

import pytest
from click.testing import CliRunner

from questionnaire import cli
from tests.strategies import CATALOGUE

PERSON = {"person": {"age": 67, "matters-most": "Walk to the café"}, "pains": [{"areas": ["calf-left"]}]}
CASE = {"id": "a", "answers": PERSON, "expected": ["none"]}
ESCAPE = "\x1b]0;x\x07\x9b31m\u202e"
SHAPES = {
    "UTF-8 with a mark": codecs.BOM_UTF8 + json.dumps(PERSON, ensure_ascii=False).encode(),
    "PowerShell": codecs.BOM_UTF16_LE + json.dumps(PERSON, ensure_ascii=False).encode("utf-16-le"),
    "UTF-16, high bytes first": codecs.BOM_UTF16_BE + json.dumps(PERSON, ensure_ascii=False).encode("utf-16-be"),
    "UTF-32": json.dumps(PERSON, ensure_ascii=False).encode("utf-32"),
}


@pytest.fixture(autouse=True)
def _read_the_content_once(monkeypatch):
    monkeypatch.setattr(cli, "load", lambda: CATALOGUE)


def _run(*arguments: str, text: bytes | str = "", code: int = 0) -> Any:
    result = CliRunner().invoke(cli.main, arguments, input=text)
    assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
    return result


@pytest.mark.parametrize("shape", SHAPES)
def test_a_document_saved_by_windows_is_read(tmp_path, shape):
    file = tmp_path / "answers.json"
    file.write_bytes(SHAPES[shape])
    plain = json.dumps(PERSON, ensure_ascii=False).encode()
    assert _run("match", str(file), "--json").stdout == _run("match", "-", "--json", text=plain).stdout


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cases_saved_by_windows_are_read(encoding, end):
    lines = end.join([json.dumps(CASE, ensure_ascii=False)] * 2) + end
    figures = json.loads(_run("evaluate", "-", "--json", text=lines.encode(encoding)).stdout)
    assert figures["overall"]["n"] == 2
    assert "over 2 cases" in _run("check", "--report", "--cases", "-", text=lines.encode(encoding)).stdout


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"\xfe\xff\xd8\x00", b"caf\xe9", b"\xff\xfe\x00\x00\xff\xff\xff\xff"]
)
@pytest.mark.parametrize("command", ["match", "evaluate"])
def test_a_text_of_no_known_encoding_is_refused_in_words(command, data):
    result = _run(command, "-", text=data, code=2)
    assert result.stdout == ""
    assert "codec can't decode" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("match", f"nothing{ESCAPE}.json"), ""),
        (("match", f"--{ESCAPE}"), ""),
        ((f"--{ESCAPE}",), ""),
        ((ESCAPE,), ""),
        (("check", "--today", ESCAPE), ""),
        (("match", "-"), json.dumps({ESCAPE: 1})),
        (("match", "-"), json.dumps({"person": {"age": ESCAPE}})),
        (("match", "-"), f'{{"{ESCAPE}'),
        (("evaluate", "-"), json.dumps({**CASE, "expected": [ESCAPE]})),
    ],
)
def test_no_error_steers_the_terminal_of_whoever_reads_it(arguments, text):
    result = _run(*arguments, text=text, code=2)
    assert result.stderr.strip()
    for letter in set(ESCAPE) - set("]0;x31m"):
        assert letter not in result.stderr


def test_an_author_without_the_library_for_reading_grades_is_told_how_to_get_it(monkeypatch):
    real = builtins.__import__

    def without(name, *more):
        if name == "textstat":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    result = _run("check", code=2)
    assert result.stdout == ""
    assert "pip install 'pain-patterns[content]'" in result.stderr
    assert "Traceback" not in result.stderr
