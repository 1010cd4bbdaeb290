"""Static files: a hash of the content in each address, kept for a year. Everything is sent compressed."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from flask_compress import Compress

YEAR = 365 * 24 * 3600


def add_assets(app: Flask) -> None:
    """Give static addresses their hash and their cache life, and compress what is sent."""
    folder = Path(str(app.static_folder))
    marks = {str(path.relative_to(folder)): _mark(path) for path in folder.rglob("*") if path.is_file()}

    def with_mark(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and values.get("filename") in marks:
            values["v"] = marks[values["filename"]]

    def keep_for_a_year(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 304):
            fresh = request.args.get("v") == marks.get((request.view_args or {}).get("filename", ""))
            response.direct_passthrough = False
            response.make_sequence()  # read now, because compression of a stream leaves its file open
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if fresh else "no-cache"
        return response

    app.url_defaults(with_mark)
    app.config.update(COMPRESS_ALGORITHM=["gzip"], COMPRESS_MIN_SIZE=500)
    Compress(app)
    app.after_request(keep_for_a_year)  # the last one added is the first to run


def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
