"""Broken content stops the start, and every mistake is told: file, key, nearest known name."""

import shutil
import tomllib
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from questionnaire.catalogue.load import load
from questionnaire.catalogue.problems import ContentError
from questionnaire.web import create_app
from tests.conftest import SECRET

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.toml"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the project's own content."""
    with as_file(files("questionnaire") / "content") as own:
        return shutil.copytree(own, tmp_path / "content")


def _break(content: Path, sample: dict[str, Any]) -> None:
    """Change one file the way a sample says: remove, text, bytes, copy, append, or find and replace (once)."""
    path = content / sample["file"]
    if sample.get("remove"):
        path.unlink()
    elif "text" in sample:
        path.write_text(sample["text"], encoding="utf-8")
    elif "bytes" in sample:
        path.write_bytes(bytes.fromhex(sample["bytes"]))
    elif "copy" in sample:
        shutil.copy(content / sample["copy"], path)
    elif "append" in sample:
        path.write_text(path.read_text(encoding="utf-8") + sample["append"], encoding="utf-8")
    else:
        before, found, after = path.read_text(encoding="utf-8").partition(sample["find"])
        assert found, f"{sample['file']} no longer holds {sample['find']!r}"
        path.write_text(before + sample["replace"] + after, encoding="utf-8")


def _problems(content: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(content)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.long
@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_mistake_is_told_with_file_key_and_nearest_name(path, content):
    sample = tomllib.loads(path.read_text(encoding="utf-8"))
    _break(content, sample)
    told = _problems(content)
    assert any(all(part in line for part in sample["error"]) for line in told), "\n".join(told)


def test_mistakes_in_several_files_are_told_all_at_once(content):
    names = (
        "wrong-band",
        "wrong-urgency",
        "no-title",
        "wrong-status",
        "unknown-area-set",
        "wrong-view",
        "unknown-score-words",
    )
    samples = [tomllib.loads(path.read_text(encoding="utf-8")) for path in BROKEN if path.stem in names]
    assert len(samples) == len(names)
    for sample in samples:
        _break(content, sample)
    told = _problems(content)
    for sample in samples:
        assert any(all(part in line for part in sample["error"]) for line in told), sample["error"]
    assert {line.partition(":")[0] for line in told} == {sample["file"] for sample in samples}


def test_wrong_names_in_several_files_are_told_all_at_once(content):
    names = ("unknown-item", "unknown-must-ask", "unknown-item-in-flag", "asked-later", "unknown-reference-in-score")
    samples = [tomllib.loads(path.read_text(encoding="utf-8")) for path in BROKEN if path.stem in names]
    assert len(samples) == len(names)
    for sample in samples:
        _break(content, sample)
    told = _problems(content)
    for sample in samples:
        assert any(all(part in line for part in sample["error"]) for line in told), sample["error"]


def test_the_site_does_not_start_on_broken_content(content, monkeypatch):
    (content / "references.toml").unlink()
    monkeypatch.setattr("questionnaire.web.load", lambda: load(content))
    with pytest.raises(ContentError, match=r"references\.toml: the file is missing"):
        create_app({"SECRET_KEY": SECRET})


def test_the_copied_content_loads_like_the_own_one(content, catalogue):
    assert load(content) == catalogue
