"""On a device that others use, what a person writes goes to no spelling service, and is offered to nobody later."""

import pytest

from questionnaire.web import create_app
from tests.conftest import SECRET
from tests.visitor import Visitor


@pytest.mark.parametrize("address", ["/questions/own-words", "/questions/medicines"])
@pytest.mark.parametrize(("device", "kiosk"), [("own", "0"), ("shared", "0"), ("own", "1")])
def test_own_words_are_not_sent_to_a_spelling_service_on_a_shared_device(catalogue, address, device, kiosk):
    visitor = Visitor(create_app({"SECRET_KEY": SECRET, "KIOSK": kiosk}, catalogue))
    visitor.start(device=device)
    for page in ("danger-now", "danger-nerves", "danger-body", "self-harm"):
        visitor.open(f"/questions/{page}")
        visitor.answer()
    fields = [one for one in visitor.open(address).controls() if one["tag"] == "textarea" or one.get("type") == "text"]
    assert fields
    for field in fields:
        assert field.get("spellcheck") == (None if (device, kiosk) == ("own", "0") else "false")
        assert kiosk == "0" or field["autocomplete"] == "off"
