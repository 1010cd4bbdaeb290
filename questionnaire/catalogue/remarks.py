"""How the linter speaks: a remark names the file, the key, and what to mend."""

from typing import NamedTuple


class Remark(NamedTuple):
    """Something to mend (`is_error`) or to look after."""

    file: str
    key: str
    message: str
    is_error: bool = True

    def __str__(self) -> str:
        kind = "" if self.is_error else "warning: "
        return f"{self.file}: {kind}{self.key}: {self.message}"
