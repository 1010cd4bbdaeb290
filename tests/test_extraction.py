"""Every text for people reaches the translators, from templates, code and content alike."""

import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

from babel.messages.pofile import read_po

from questionnaire.catalogue.extract import extract_content
from questionnaire.catalogue.texts import texts

ROOT = Path(__file__).parent.parent


def test_the_extractor_yields_every_text_of_the_content(catalogue):
    found = set()
    for path in Path(str(files("questionnaire") / "content")).rglob("*.toml"):
        with path.open("rb") as file:
            found |= {message for _, _, message, _ in extract_content(file, (), (), {})}
    missing = {text.words for text in texts(catalogue)} - found
    assert not missing


def test_the_extractor_names_the_line_of_a_text(tmp_path):
    path = tmp_path / "page.toml"
    path.write_text('id = "a"\n\nwhy = "Because it helps."\n', encoding="utf-8")
    with path.open("rb") as file:
        assert list(extract_content(file, (), (), {})) == [(3, "gettext", "Because it helps.", [])]


def test_make_messages_collects_templates_code_and_content(tmp_path):
    target = tmp_path / "messages.pot"
    extract = ["babel.messages.frontend", "extract", "-F", "pyproject.toml", "-o", str(target), "."]
    subprocess.run([sys.executable, "-m", *extract], cwd=ROOT, check=True, capture_output=True)
    with target.open("rb") as file:
        messages = {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file)}
    page = tomllib.loads((ROOT / "questionnaire/content/pages/danger-now.toml").read_text(encoding="utf-8"))
    assert page["item"][0]["text"] in messages
    assert "Check your answers" in messages
    assert "Emergency" in messages
