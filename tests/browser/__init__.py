"""Tests that drive a real browser."""

import pytest

pytest.register_assert_rewrite("tests.browser.journeys", "tests.browser.travellers")
