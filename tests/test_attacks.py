"""A server that one client cannot stop: others are answered under every attack, and afterwards it rests."""

import pytest

from tests.attacks import KINDS
from tests.serving import attacked, served


@pytest.fixture(scope="module")
def server():
    with served() as running:
        yield running


@pytest.mark.parametrize("kind", KINDS)
def test_another_client_is_answered(server, kind):
    with attacked(server, kind):
        waited = [server.seconds_for_a_page() for _ in range(5)]
    assert max(waited) < 5
    assert server.busy_share() < 0.5, "it goes on working after the attack"
