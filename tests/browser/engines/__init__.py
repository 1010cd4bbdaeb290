"""Tests that hold in Chromium, in Firefox and in WebKit, each driven the same way."""

import pytest

pytest.register_assert_rewrite("tests.browser.engines.window", "tests.browser.engines.walk")
