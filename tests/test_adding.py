"""Adding a condition is one file, adding a question is one entry: no Python changes."""

import shutil
import tomllib
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from questionnaire.catalogue.load import load
from questionnaire.matching.asking import asked_items, counted
from questionnaire.matching.documents import parse
from questionnaire.matching.report import build_report
from questionnaire.outputs.document import items_document, report_document
from questionnaire.web import create_app
from tests.conftest import SECRET
from tests.visitor import Visitor

ADDED = Path(__file__).parent / "added"
SAFE = ("danger-now", "danger-nerves", "danger-body")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the project's own content."""
    with as_file(files("questionnaire") / "content") as own:
        return shutil.copytree(own, tmp_path / "content")


def _visitor(catalogue) -> Visitor:
    return Visitor(create_app({"SECRET_KEY": SECRET, "REGION": "us"}, catalogue))


def _walk(visitor: Visitor, answers: dict[str, object], last: str) -> list[str]:
    """Answer page after page until one address comes; every list of warning signs gets "none"."""
    seen = [visitor.start().path]
    while not seen[-1].startswith(last):
        assert len(seen) < 80, seen
        if seen[-1] == "/pains":
            seen.append(visitor.open("/questions/whole").path)
            continue
        names = {control["name"] for control in visitor.page.controls() if control.get("name")}
        given = {name: ["none"] for name in SAFE} | {"self-harm": "no"} | answers
        seen.append(visitor.send({name: value for name, value in given.items() if name in names}).path)
    return seen


def test_one_file_makes_a_working_condition(content):
    shutil.copy(ADDED / "sample-shoulder-squeeze.toml", content / "profiles")
    added = load(content)
    assert set(added.profiles) - set(load().profiles) == {"sample-shoulder-squeeze"}
    told = parse({"pains": [{"areas": ["shoulder-left"], "feels": ["pressing"]}]}, added)
    report = build_report(added, told)
    match = next(match for match in report_document(report)["matches"] if match["profile"] == "sample-shoulder-squeeze")
    assert match["strength"] == "some"
    assert match["present"] == ["sample-pressing"]
    closed = build_report(added, parse({"pains": [{"areas": {"yes": ["head"], "no": "rest"}}]}, added))
    assert next(m for m in closed.matches if m.profile.id == "sample-shoulder-squeeze").strength == "not-compared"


def test_an_added_condition_is_shown_with_the_results(content):
    shutil.copy(ADDED / "sample-shoulder-squeeze.toml", content / "profiles")
    visitor = _visitor(load(content))
    _walk(visitor, {"areas": ["shoulder-left"], "feels": ["pressing"]}, "/questions/whole")
    page = visitor.open("/results")
    assert "Sample squeeze of the shoulder" in page.text
    assert "It feels like a squeeze in the shoulder." in page.text


def test_one_entry_makes_a_working_question(content):
    page = content / "pages" / "feels.toml"
    page.write_text(
        page.read_text(encoding="utf-8") + (ADDED / "sample-item.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    added = load(content)
    item = tomllib.loads((ADDED / "sample-item.toml").read_text(encoding="utf-8"))["item"][0]
    assert item["link_id"] in [one["link_id"] for one in items_document(added)]
    told = parse({"pains": [{"areas": ["shoulder-left"], "sample-buzz": "yes"}]}, added)
    assert counted(told, added).pains[0]["sample-buzz"] == "yes"
    assert "sample-buzz" in [one.link_id for one in asked_items(added.pages["feels"], told, 1, added)]
    elsewhere = parse({"pains": [{"areas": {"yes": ["head"], "no": "rest"}, "sample-buzz": "yes"}]}, added)
    assert "sample-buzz" not in counted(elsewhere, added).pains[0]


def test_an_added_question_is_asked_taken_and_shown(content):
    page = content / "pages" / "feels.toml"
    page.write_text(
        page.read_text(encoding="utf-8") + (ADDED / "sample-item.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    visitor = _visitor(load(content))
    _walk(visitor, {"areas": ["shoulder-left"]}, "/pains/1/feels")
    assert "Does it buzz like a bee?" in visitor.page.text
    assert {"sample-buzz"} <= {control.get("name") for control in visitor.page.controls()}
    visitor.send({"sample-buzz": "yes"})
    shown = visitor.open("/check").text
    assert "Does it buzz like a bee?" in shown
    assert "Yes, it buzzes" in shown
