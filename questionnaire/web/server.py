"""Runs the site with a production server."""

import click
from waitress import serve

from questionnaire.web import create_app


def run(host: str, port: int) -> None:
    """Serve until stopped, and print the address first.

    Raises:
        ContentError: when the content does not fit.
        RuntimeError: when a setting is missing.
    """
    app = create_app()
    if app.config["OWN_KEY"]:
        click.echo("No SECRET_KEY is set: a new key was made, so answers end when this program does.", err=True)
    click.echo(f"Pain Patterns is at http://{host}:{port}")
    serve(app, host=host, port=port, threads=8, ident=None, max_request_body_size=1_048_576, channel_timeout=30)
