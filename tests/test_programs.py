"""The programs that tests start: what can be installed is, and what is missing is named."""

import os

import pytest

from tests import programs

# Stands for apt on a system that does not know every package.
_APT = """#!/bin/sh
echo "$@" >> "{log}"
case "$*" in *webkit*) exit 100;; esac
"""


@pytest.fixture
def asked_of_apt(tmp_path, monkeypatch):
    """What an apt, which does not know WebKit, was asked."""
    log = tmp_path / "log"
    apt = tmp_path / "apt-get"
    apt.write_text(_APT.format(log=log), encoding="utf-8")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return lambda: log.read_text("utf-8").splitlines()


def test_a_program_that_apt_does_not_know_keeps_no_other_away(asked_of_apt):
    programs.install(["chromium", "MiniBrowser", "WebKitWebDriver"])
    assert [line.split()[-1] for line in asked_of_apt()] == ["update", "chromium", "webkit2gtk-driver"]


def test_a_missing_program_is_named_and_fails_only_where_all_are_wanted(monkeypatch, capsys):
    monkeypatch.setattr(programs, "find", lambda name: None if name == "Xvfb" else f"/usr/bin/{name}")
    monkeypatch.setattr(programs, "install", lambda names: None)
    monkeypatch.setattr("sys.argv", ["programs"])
    assert programs.main() == 0
    assert "sudo apt-get install xvfb" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["programs", "--all"])
    assert programs.main() == 1
