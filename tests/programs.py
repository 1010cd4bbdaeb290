"""`python -m tests.programs` finds the programs that tests start, installs them where that may be done, names the rest.

With `--all` it fails when one is missing; without, it fails never: the tests that need it are left out, and say so.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# Each program and the Debian package that holds it.
PACKAGES = {
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "MiniBrowser": "webkit2gtk-driver",
    "Xvfb": "xvfb",
    "nginx": "nginx",
    "caddy": "caddy",
}
OTHER_NAMES = {
    "chromium": ("chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox-esr": ("firefox",),
}
# Where programs lie that are not on the path.
ELSEWHERE = ("usr/sbin", "usr/lib/*/webkit2gtk-4.*", "usr/libexec/webkit2gtk-4.*")


def find(name: str) -> str | None:
    """The path of a program on this machine, None when there is none."""
    on_the_path = (shutil.which(one) for one in (name, *OTHER_NAMES.get(name, ())))
    beside_it = (str(path) for folder in ELSEWHERE for path in Path("/").glob(f"{folder}/{name}"))
    return next((path for path in (*on_the_path, *beside_it) if path), None)


def need(name: str) -> str:
    """The path of a program; without it the test is left out, and says what to install. A CI leaves out nothing."""
    path = find(name)
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(_missing(name))
    return path


def install(names: list[str]) -> None:
    """Try Debian's packages, where that may be done."""
    if not names or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # One by one: apt installs none of several when it does not know one of them.
    packages = sorted({PACKAGES[name] for name in names})
    for command in (["update"], *(["install", "--yes", "--no-install-recommends", one] for one in packages)):
        subprocess.run(["apt-get", *command], check=False, env=quiet, stdout=subprocess.DEVNULL)


def main() -> int:
    """Find them, or install those that are missing and look again. 0 when all are there, or need not be."""
    install([name for name in PACKAGES if find(name) is None])
    missing = [name for name in PACKAGES if find(name) is None]
    for name in missing:
        print(_missing(name), file=sys.stderr)
    return 1 if missing and "--all" in sys.argv[1:] else 0


def _missing(name: str) -> str:
    return (
        f"No {name} was found, so the tests that need it are left out. Install it with your package manager, "
        f"for example `sudo apt-get install {PACKAGES[name]}`."
    )


if __name__ == "__main__":
    sys.exit(main())
