"""How long another client waits for a page while somebody attacks, against how long it waits in quiet times."""

import time
from statistics import median

import pytest

from tests.attacks import KINDS
from tests.serving import attacked, served

ROUNDS = 50
MOST = 3


@pytest.fixture(scope="module")
def server():
    with served() as running:
        running.seconds_for_a_page()
        yield running


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_under_attack_against_a_page_in_quiet_times(server, kind):
    quiet = _wait(server)
    with attacked(server, kind):
        under_attack = _wait(server)
    time.sleep(1)
    share = server.busy_share(2)
    print(f"\n{kind}: page under attack / in quiet times: {under_attack / quiet:.1f}; busy afterwards: {share:.0%}")
    assert under_attack <= MOST * quiet
    assert share < 0.1


def _wait(server):
    waited = []
    for _ in range(ROUNDS):
        waited.append(server.seconds_for_a_page())
        time.sleep(0.01)
    return median(waited)
