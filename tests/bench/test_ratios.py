"""How long the parts take, as ratios: a report against reading its answers, a page against an empty page."""

import json
import time
from statistics import median

import pytest

from questionnaire.matching.documents import parse
from questionnaire.matching.report import build_report
from questionnaire.web.sealing import Sealer
from tests.case_figures import CASES
from tests.visitor import VISITS, Visitor

ROUNDS = 30


def seconds(work):
    """Median time of a piece of work."""
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return median(times)


@pytest.fixture(scope="module")
def told():
    lines = (CASES / "development.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["answers"] for line in lines]


def test_a_report_against_reading_its_answers(benchmark, catalogue, told):
    answers = [parse(document, catalogue) for document in told]
    baseline = seconds(lambda: [parse(document, catalogue) for document in told])
    benchmark.pedantic(lambda: [build_report(catalogue, one) for one in answers], rounds=5)
    benchmark.extra_info["ratio to parsing"] = round(benchmark.stats.stats.median / baseline, 1)
    print(f"\nreports / parsing the same documents: {benchmark.extra_info['ratio to parsing']}")


def test_a_question_page_against_the_health_page(benchmark, app):
    visitor = Visitor(app)
    visitor.start()
    visitor.walk(VISITS["one-pattern"], until="/check")
    baseline = seconds(lambda: visitor.client.get("/healthz"))
    benchmark.pedantic(lambda: visitor.client.get("/pains/1/feels"), rounds=ROUNDS)
    print(f"\nquestion page / health page: {benchmark.stats.stats.median / baseline:.1f}")


def test_opening_a_sealed_cookie_against_sealing_it(benchmark):
    sealer = Sealer(["a key that is only used for measuring things"])
    sealed = sealer.seal(b"answers " * 200)
    baseline = seconds(lambda: sealer.seal(b"answers " * 200))
    benchmark.pedantic(lambda: sealer.open(sealed), rounds=ROUNDS)
    print(f"\nopening / sealing a cookie: {benchmark.stats.stats.median / baseline:.2f}")
