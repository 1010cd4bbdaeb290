"""Serves the site on this machine for a while, from a thread of the tests themselves."""

import threading
from contextlib import contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server


@contextmanager
def serve(app, asked=None):
    """The site's address; `asked` gathers the method of each request."""

    class Quiet(WSGIRequestHandler):
        def log_request(self, *_args):
            """Says nothing."""
            if asked is not None:
                asked.append(self.command)

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
