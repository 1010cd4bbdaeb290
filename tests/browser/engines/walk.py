"""A journey of `journeys.toml` in a window of any engine: places on the drawing, answers by their boxes."""

from selenium.webdriver.common.action_chains import ActionBuilder
from selenium.webdriver.common.by import By

from tests.browser.body import ONTO_A_PATH
from tests.visitor import CALM, VISITS

_MAIN_BUTTON = "//button[contains(concat(' ', @class, ' '), ' continue ')]"
_ASKED = """return [...new Map(
  [...document.querySelector('.continue').form.elements].map((one) => [one.name, one.type])
)]"""
_CHOOSE = """const [name, values] = arguments;
return [...document.getElementsByName(name)].filter((one) => values.includes(one.value) && !one.checked)"""


class Walk:
    """One journey with one pain, without slips, to its results."""

    def __init__(self, window, journey):
        self.window = window
        self.driver = window.driver
        person = VISITS[journey.like] if journey.like else {}
        self.answers = {"path": journey.path, "device": journey.device} | CALM | person | journey.person
        self.answers |= journey.pains[0]
        self.journey = journey

    def make(self):
        """From the start page to the results."""
        for _ in range(40):
            self._fill()
            checked = self.window.heading == "Check your answers"
            self.window.leave_by(_MAIN_BUTTON)
            if checked:
                return
        raise AssertionError(f"never came to the answers, last at {self.window.title}")

    def look_at_results(self):
        """What the journey says of them is there."""
        find = self.driver.find_elements
        assert self.window.heading == "What your answers show"
        assert [one.text for one in find(By.CSS_SELECTOR, ".places-told")] == self.journey.places
        for words in self.journey.shows:
            assert words in self.window.words
        for pattern in self.journey.patterns:
            (card,) = find(By.CSS_SELECTOR, f'.pattern[aria-labelledby="pattern-{pattern}"]')
            card.find_element(By.TAG_NAME, "summary").click()
            assert card.find_element(By.CSS_SELECTOR, ".reasons").is_displayed()

    def _fill(self):
        """Answers what this page asks."""
        for name, kind in self.driver.execute_script(_ASKED):
            answer = self.answers.get(name)
            if name == "areas":
                for area in answer:
                    self._mark(area)
            elif answer is not None and kind in ("radio", "checkbox"):
                for box in self.driver.execute_script(_CHOOSE, name, [answer] if isinstance(answer, str) else answer):
                    self.window.click(box)
            elif answer is not None and kind not in ("hidden", "submit"):
                self.driver.find_element(By.NAME, name).send_keys(answer)

    def _mark(self, area):
        """A tap on the drawing."""
        for shape in self.driver.find_elements(By.CSS_SELECTOR, f'.shapes [data-area="{area}"]'):
            at = self.driver.execute_script(f"return ({ONTO_A_PATH})(arguments[0])", shape)
            if at:
                taps = ActionBuilder(self.driver)
                taps.pointer_action.move_to_location(*at).click()
                taps.perform()
                break
        box = self.driver.find_element(By.CSS_SELECTOR, f'[name="areas"][value="{area}"]')
        assert box.is_selected(), f"a tap on the drawing does not mark {area}"
