"""Runs the site with a production server."""

import logging

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
    logging.getLogger("waitress").setLevel(logging.CRITICAL)  # its tracebacks would quote what was sent
    serve(
        app,
        host=host,
        port=port,
        threads=8,
        ident=None,
        max_request_body_size=1_048_576,
        channel_timeout=30,
        connection_limit=1_000,
        # behind a proxy, its headers must reach the application, which believes just the last ones
        clear_untrusted_proxy_headers=not app.config["TRUSTED_PROXIES"],
    )
