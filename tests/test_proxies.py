"""Behind nginx and Caddy with the README's lines: whole journeys, in a folder too; and what is told without them."""

import random
import re

import pytest

from questionnaire.web import create_app
from tests.conftest import SECRET
from tests.proxied_client import Client
from tests.proxying import NAME, PROXIES, behind, blocks
from tests.strategies import CATALOGUE
from tests.visitor import VISITS, Visitor

# These letters take most room.
CHINESE = [chr(code) for code in range(0x4E00, 0x9FA0)]
SEEDED = random.Random  # it fills in a form, and keeps nothing secret
PLACES = {"": "", "in a folder": "/pain"}


class Traveller(Visitor):
    """A visitor who comes through a proxy."""

    def __init__(self, client):
        self.client, self.host, self.page, self.seen = client, "", None, []
        self.app = create_app({"SECRET_KEY": SECRET, "REGION": "us"}, CATALOGUE)  # it names pages, and is asked nothing

    @property
    def cookies(self):
        """Every cookie by its name on this machine."""
        return {re.sub("^__(Host|Secure)-", "", name): value for name, value in self.client.cookies.items()}


@pytest.fixture(scope="module", params=[(name, place) for name in PROXIES for place in PLACES], ids=" ".join)
def client(request, tmp_path_factory):
    """Somebody's browser, before a site behind this proxy."""
    name, place = request.param
    settings = {"TRUSTED_PROXIES": "1", "HOSTS": NAME, "PRODUCTION": "on"}
    folder = tmp_path_factory.mktemp("proxy")
    with behind(name, folder, prefix=PLACES[place], **settings) as found:
        yield Client(found, PLACES[place])


@pytest.fixture
def traveller(client):
    """Somebody without answers."""
    client.cookies.clear()
    return Traveller(client)


def test_a_whole_journey_works_with_the_lines_of_the_readme(traveller):
    traveller.start(path="short")
    traveller.walk(VISITS["one-pattern"])
    assert traveller.to_results().path == "/results"
    assert traveller.open("/learn").path == "/learn/"
    traveller.open("/erase")
    traveller.send()
    assert set(traveller.cookies) == {"left"}


def test_the_two_cookies_of_a_full_visit_pass(traveller):
    chance = SEEDED(1)
    traveller.start()
    for page in ("danger-now", "danger-nerves", "danger-body", "self-harm"):
        traveller.open(f"/questions/{page}")
        traveller.answer()
    traveller.open("/questions/medicines")
    traveller.send({f"medicine-list-{row}-name": "".join(chance.choices(CHINESE, k=62)) for row in range(25)})
    traveller.open("/questions/own-words")
    texts = {question.name: question.limit // 3 for question in traveller.here.questions() if question.kind == "text"}
    traveller.send({name: "".join(chance.choices(CHINESE, k=size)) for name, size in texts.items()})
    sizes = {name: len(value) for name, value in traveller.cookies.items()}
    assert set(sizes) == {"answers", "answers-more", "trail"}
    assert sizes["answers"] > 3_700
    assert len(set(CHINESE) & set(traveller.open("/check").text)) > 1_000


def test_styles_and_scripts_are_found(traveller):
    page = traveller.open("/")
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.html):
        assert traveller.client.get(address).status_code == 200


def test_a_strangers_headers_do_not_pass_the_proxy(traveller):
    evil = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "X-Forwarded-Proto": "http"}
    answer = traveller.client.get("/learn", headers=evil)
    assert answer.location == "/learn/"
    assert traveller.open("/", headers=evil).links()["About"] == "/about"


def test_a_shared_device_is_led_back_to_the_start_in_its_folder(traveller):
    traveller.start(device="shared")
    answer = traveller.client.get("/step/1")
    assert f"url={traveller.client.prefix}/?gone=expired" in answer.headers.get("Refresh", answer.text)


def test_the_proxys_log_holds_no_address_even_when_the_program_is_gone(client):
    client.get("/step/8")
    client.behind.site.terminate()
    client.behind.site.wait(20)
    assert client.get("/step/9").status_code == 502
    assert "/step" not in client.behind.proxy_log


def test_nginx_writes_no_form_and_no_page_into_a_file(tmp_path):
    """It would where a form or a page is longer than the room it is given."""
    with behind("nginx", tmp_path, watched=True, TRUSTED_PROXIES="1") as found:
        traveller = Traveller(Client(found))
        traveller.start()
        traveller.send({"danger-now": "none", "padding": "x" * 60_000})
        traveller.open("/learn/")
    assert "temporary file" not in found.proxy_log


# --- With nothing but proxy_pass --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A site behind an nginx that was told nothing but where the program is."""
    with behind("nginx", tmp_path_factory.mktemp("bare"), bare=True) as found:
        yield found


def test_a_bare_proxy_pass_is_told_on_the_page_and_in_the_log(bare):
    traveller = Traveller(Client(bare))
    traveller.open("/")
    page = traveller.post("/", {"path": "short", "device": "own"}, status=400)
    for line in ("proxy_set_header Host $http_host;", "proxy_set_header X-Forwarded-Proto $scheme;"):
        assert line in page.text
        assert line in blocks("nginx")[0]
    assert "TRUSTED_PROXIES=1" in page.text
    name = re.search(r"in the log: ([a-z]+)", page.text)[1]
    (line,) = [line for line in bare.log.splitlines() if name in line]
    for part in (
        "route=start.begin",
        "status=400",
        "did not pass on: Host, X-Forwarded-Proto",
        "not set: TRUSTED_PROXIES",
    ):
        assert part in line
    assert NAME not in bare.log
