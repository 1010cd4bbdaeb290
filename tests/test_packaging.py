"""The built package is whole: installed in an empty folder it serves the site."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
VISIT = """
import json, pathlib, questionnaire
from questionnaire.web import create_app
app = create_app({"SECRET_KEY": "only-for-tests-and-long-enough-to-be-a-key"})
client = app.test_client()
seen = {"package": str(pathlib.Path(questionnaire.__file__).parent), "/": client.get("/").text}
client.post("/", data={"path": "full", "device": "own"})
for address in ("/step/1", "/static/site.css", "/static/site.js"):
    response = client.get(address)
    seen[address] = response.text if response.status_code == 200 else response.status
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The project as a wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(PROJECT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """An empty folder into which the wheel alone was installed."""
    target = tmp_path_factory.mktemp("installed")
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(install, capture_output=True, text=True, check=True, timeout=300)
    return target


def _run(installed: Path, folder: Path, *arguments: str) -> str:
    """Run Python in an empty folder with the installed package first; safe paths keep the checkout out."""
    paths = {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", *arguments],
        cwd=folder,
        env={**os.environ, **paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_serves_the_site_from_an_empty_folder(installed, tmp_path):
    seen = json.loads(_run(installed, tmp_path, "-c", VISIT))
    assert Path(seen["package"]) == installed / "questionnaire"
    assert "<h1" in seen["/"]
    assert 'name="danger-now"' in seen["/step/1"]
    assert "{" in seen["/static/site.css"]
    assert len(seen["/static/site.js"]) > 100
    assert not list(tmp_path.iterdir()), "running the site leaves files behind"


def test_the_wheel_brings_the_command_line(installed, tmp_path):
    printed = _run(installed, tmp_path, "-c", "from questionnaire.cli import main; main(['items', '--json'])")
    assert json.loads(printed)


def test_the_wheel_holds_everything_and_no_code_among_templates(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("templates", "static"):
        for path in (PROJECT / folder).rglob("*"):
            if path.is_file():
                assert f"questionnaire/{path.relative_to(PROJECT).as_posix()}" in names
        assert not [name for name in names if name.startswith(f"questionnaire/{folder}/") and name.endswith(".py")]
    for path in (PROJECT / "questionnaire").rglob("*"):
        if path.suffix in (".py", ".toml", ".json"):
            assert path.relative_to(PROJECT).as_posix() in names
    assert not [name for name in names if name.startswith(("tests/", "templates/", "static/"))]
    assert [name for name in names if name.endswith("entry_points.txt")]
