"""`python -m tests.programs` makes sure that the programs the tests need are there: found, or installed by apt."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Program:
    """A program by its package of Debian, the names under which it may be found, and what it is for."""

    package: str
    names: tuple[str, ...]
    purpose: str

    def find(self) -> str | None:
        """Its path on this machine, None when it is not there."""
        return next((path for name in self.names if (path := shutil.which(name))), None)

    def find_or_skip(self) -> str:
        """Its path. Without it a CI fails, and somebody's own machine says what it did not test."""
        path = self.find()
        if path is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(self.missing)
        return path

    @property
    def missing(self) -> str:
        """What to do when it is not there."""
        return (
            f"No {self.package} was found, and {self.purpose} need it. Install it with your package manager, for "
            f"example `sudo apt-get install {self.package}`, and run the tests again."
        )


CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
CHROMIUM = Program(
    "chromium", ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"), "the browser tests"
)
NGINX = Program("nginx", ("nginx", "/usr/sbin/nginx"), "the tests behind a proxy")
CADDY = Program("caddy", ("caddy",), "the tests behind a proxy")
ALL = (CHROMIUM, NGINX, CADDY)


def install(programs: list[Program]) -> None:
    """Try Debian's packages, where that may be done; as many as can be had."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "--yes"]
    for command in (["update"], *(["install", "--no-install-recommends", one.package] for one in programs)):
        subprocess.run([*get, *command], check=False, env=quiet, stdout=subprocess.DEVNULL)


def main() -> int:
    """Find them, or install them and look again. 0 when all are there, or when only Chromium is and this is no CI."""
    install([one for one in ALL if not one.find()])
    for one in ALL:
        print(one.find() or one.missing, file=sys.stdout if one.find() else sys.stderr)
    needed = ALL if os.environ.get("CI") else (CHROMIUM,)
    return 0 if all(one.find() for one in needed) else 1


if __name__ == "__main__":
    sys.exit(main())
