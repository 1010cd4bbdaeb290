"""Shows a page that a visitor was served, at its address, without asking the site again."""


def show(tab, site, page):
    """The page with its style sheets and scripts, as a browser would show it."""
    address = f"{site}{page.path}"
    tab.route(address, lambda route: route.fulfill(body=page.html, content_type="text/html; charset=utf-8"))
    try:
        tab.goto(address)
    finally:
        tab.unroute(address)
