"""A window of any engine, used by the words that a person sees in it, never by an address."""

import time
from contextlib import contextmanager, suppress
from urllib.parse import urljoin

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By

_PATIENCE, _STEADY, _LOOK = 10, 0.2, 0.1
# A page sends the same form once in three seconds, so a press that does nothing is tried again, as by a person.
_PRESS_AGAIN = 3.5
_WORDS = "normalize-space()='{words}'"
_ROW = "//dt[normalize-space()='{question}']/.."
_TICKED = "return [...document.querySelectorAll('input:checked')].map((one) => one.labels[0].innerText.trim())"
# Whether the page is all there (Firefox never says so of its own pages), and what tells it from any other.
_STATE = """return [
  document.readyState === 'complete' || document.URL.startsWith('about:'), document.documentElement,
]"""


class Window:
    """What a person does in it, and what is to be seen. `asked` holds the methods of what the site was asked."""

    def __init__(self, driver, site, asked):
        self.driver = driver
        self.site = site
        self.asked = asked

    @property
    def address(self):
        """What stands in the address line."""
        return self.driver.current_url

    @property
    def title(self):
        """What the window is called, and its line in the browser's history."""
        return self.driver.title

    @property
    def heading(self):
        """The words of the main heading; empty on a page of the browser's own, such as one that tells of an error."""
        found = self.driver.find_elements(By.CSS_SELECTOR, "main h1")
        return found[0].text if found else ""

    @property
    def words(self):
        """All words of the page."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def ticked(self):
        """The words beside each box that is ticked."""
        return self.driver.execute_script(_TICKED)

    def open(self, address="/"):
        """Type an address of the site."""
        self.driver.get(urljoin(self.site, address))
        self._settle()

    def carry(self, visitor):
        """Bring the answers of a visitor, who went to the page in view without a browser."""
        for name, value in visitor.cookies.items():
            self.driver.add_cookie({"name": name, "value": value})
        self.open(visitor.here.address)

    def tick(self, words):
        """Tick a box, by the words beside it."""
        self.click(self._shown(f"//label[{_WORDS.format(words=words)}]"))

    def press(self, words):
        """Press a button or a link that leads to another page, or shows this one anew."""
        named = _WORDS.format(words=words)
        self.leave_by(f"//button[{named}] | //a[{named}]")

    def said(self, question):
        """What the page tells as the answer to a question."""
        return self.driver.find_element(By.XPATH, f"{_ROW.format(question=question)}/dd").text

    def change(self, question):
        """Press what changes that answer."""
        self.leave_by(f"{_ROW.format(question=question)}//a")

    def back(self):
        """Back in the history."""
        self._leave(self.driver.back)

    def backwards(self):
        """The same window after each step back, to the first page of the site in its history."""
        for _ in range(self.driver.execute_script("return history.length") - 1):
            self.back()
            if self.address.startswith(self.site):
                yield self

    @contextmanager
    def beside(self):
        """Another window of the same browser for a while."""
        first = self.driver.current_window_handle
        self.driver.switch_to.new_window("window")  # in a tab, WebKit's driver never comes back from a tap
        try:
            yield Window(self.driver, self.site, self.asked)
        finally:
            self.driver.close()
            self.driver.switch_to.window(first)

    def click(self, element):
        """Click it, where an eye would look for it: WebKit refuses what lies at the edge of the screen."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def leave_by(self, path):
        """Click what lies at this XPath, and wait for what comes."""
        self._leave(lambda: self.click(self._shown(path)))

    def _shown(self, path):
        shown = [one for one in self.driver.find_elements(By.XPATH, path) if one.is_displayed()]
        assert shown, f"{self.title}: nothing is shown at {path}"
        return shown[0]

    def _leave(self, act):
        before = self._state()[1]
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            # Firefox tells of its own error pages by an error.
            with suppress(WebDriverException):
                act()
            again = time.monotonic() + _PRESS_AGAIN
            while time.monotonic() < again:
                if self._state()[1] != before:
                    self._settle()
                    return
                time.sleep(_LOOK)
        raise AssertionError(f"{self.title}: nothing happens")

    def _settle(self):
        """Until the page is there and stays: one that was kept may load itself again."""
        until, since, before = time.monotonic() + _PATIENCE, time.monotonic(), None
        while time.monotonic() < until and time.monotonic() - since < _STEADY:
            now = self._state()
            if now != before or not now[0]:
                before, since = now, time.monotonic()
            time.sleep(_LOOK)

    def _state(self):
        try:
            there, root = self.driver.execute_script(_STATE)
            return there, root.id
        except WebDriverException:  # between two pages
            return False, ""
