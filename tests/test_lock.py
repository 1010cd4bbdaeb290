"""The lock files name every library with its version and hashes, and a clinic installs none that only authors need."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FILES = {"requirements.txt": ["build"], "tests/requirements.txt": ["build", "content", "test"]}


def _locked(name):
    """Version by library, each with at least one hash."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert all("--hash=sha256:" in block for block in blocks)
    return {canonicalize_name(n): v for n, v in (re.match(r"([\w.-]+)==([\w.]+)", block).groups() for block in blocks)}


@pytest.mark.parametrize("name", FILES)
def test_the_lock_follows_the_project(name):
    locked = _locked(name)
    named = [*PROJECT["dependencies"], *(one for x in FILES[name] for one in PROJECT["optional-dependencies"][x])]
    for wanted in map(Requirement, named):
        if wanted.name != PROJECT["name"]:
            assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), "run make lock"


def test_both_locks_name_the_same_versions():
    clinic, tests = map(_locked, FILES)
    assert clinic.items() <= tests.items()


def test_a_clinic_installs_nothing_that_only_authors_need():
    assert not {"setuptools", "textstat", "pytest"} & set(_locked("requirements.txt"))


@pytest.mark.parametrize("name", FILES)
def test_the_lock_names_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
