"""A real browser in a folder of a site, behind a real proxy: forms, scripts and the drawing work there too."""

import pytest

from tests.proxying import NAME, behind

pytestmark = pytest.mark.browser


def test_a_browser_behind_a_proxy_finds_everything_in_the_sites_folder(browser, tmp_path):
    with behind("nginx", tmp_path, prefix="/pain", TRUSTED_PROXIES="1", HOSTS=f"{NAME},localhost") as found:
        context = browser.new_context(base_url=f"https://localhost:{found.port}", ignore_https_errors=True)
        page = context.new_page()
        page.set_default_timeout(20_000)
        answers, errors = [], []
        page.on("response", lambda answer: answers.append((answer.url, answer.status)))
        page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 - no method takes attributes
        page.goto("/pain/")
        page.locator("button.continue").click()
        page.wait_for_selector("input[name=danger-now]")
        page.locator("input[value=none]").check()
        page.locator("button.continue").click()
        page.wait_for_selector("input[name=danger-nerves]")
        page.goto("/pain/step/3")
        page.locator("header .exit").click()
        page.wait_for_url("**/pain/leave")
        context.close()
    assert errors == []
    assert [one for one in answers if one[1] >= 400] == []
    assert all("/pain/" in url for url, _ in answers)
