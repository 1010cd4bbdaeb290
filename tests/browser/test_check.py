"""The check page on a phone: after a change its line is in view, says which pain it is about, and is marked."""

import pytest

from tests.visitor import VISITS, Visitor

pytestmark = pytest.mark.browser

_LINE = """() => {
  const line = document.querySelector('.answers > :target');
  const seen = (one) => {
    const {top, bottom} = one.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  };
  const style = getComputedStyle(line);
  return {
    id: line.querySelector('dt').id,
    inView: seen(line),
    headingInView: seen(line.closest('.section').querySelector('h2')),
    about: getComputedStyle(line.querySelector('dt'), '::before').content,
    marked: style.backgroundColor !== getComputedStyle(document.body).backgroundColor || style.outlineStyle === 'solid',
    others: [...document.querySelectorAll('.answers > div')].filter((one) => {
      const {backgroundColor, outlineStyle} = getComputedStyle(one);
      return backgroundColor === style.backgroundColor && outlineStyle === style.outlineStyle;
    }).length - 1,
  };
}"""


@pytest.fixture(scope="module")
def cookie(app):
    """Somebody with two pains who is about to look at the answers."""
    visitor = Visitor(app)
    visitor.start()
    visitor.walk([VISITS["one-pattern"], VISITS["look-alike-leads"]], pains=2)
    return visitor.cookie


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_change_comes_back_to_its_line_marked_and_in_view(browser, site, cookie, colours):
    context = browser.new_context(base_url=site, viewport={"width": 390, "height": 800}, forced_colors=colours)
    context.add_cookies([{"name": "answers", "value": cookie, "url": site}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    try:
        for line, about in (("since-2", "Pain 2"), ("danger-now-0", "Safety")):
            page.goto("/check")
            page.locator(f'div:has(> dt[id="{line}"]) .change a').click()
            with page.expect_navigation():
                page.locator("button.continue").click()
            seen = page.evaluate(_LINE)
            assert seen["id"] == line
            assert seen["inView"]
            assert seen["headingInView"] or line != "danger-now-0", "of a first line also the heading above it"
            assert seen["about"] == f'"{about}"'
            assert seen["marked"]
            assert not seen["others"], "only this line is marked"
    finally:
        context.close()
