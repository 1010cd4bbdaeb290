"""Every page and state of the site by a short name: how to come to it."""

from contextlib import contextmanager

from tests.naming import INTERRUPTION, address_of
from tests.visitor import VISITS, Visitor, everything, nothing

LEG = VISITS["one-pattern"]
_SEEN = {}
_WALKED = {}


def question_pages(app):
    """Question pages by their id, each as somebody meets it for whom every follow-up is asked."""
    return {name: page for name, (page, _) in _questions(app).items()}


def question_addresses(app):
    """By the id of each question page: its address, and the cookie of somebody who is asked it."""
    return {
        name: (address_of(app, {"answers": cookie}, page.path), cookie)
        for name, (page, cookie) in _questions(app).items()
        if page.path.startswith(("/questions/", "/pains/"))
    }


def _questions(app):
    seen = _SEEN.setdefault(id(app), {})
    if not seen:
        signs = {**LEG, "danger-nerves": ["leg-weak"], "self-harm": "thoughts"}
        for choose, pains in ((everything, 1), (signs, 2)):
            visitor = Visitor(app)
            visitor.start()
            visitor.walk(choose, pains=pains)
            for page in visitor.seen:
                seen.setdefault(page.path.rsplit("/", 1)[1], (page, visitor.cookie))
    return seen


@contextmanager
def configured(app, **settings):
    """The app with other settings for a while."""
    before = {name: app.config[name] for name in settings}
    app.config.update(settings)
    try:
        yield
    finally:
        app.config.update(before)


def _visit(app, choose=nothing, until="/check", **how):
    """Somebody who came so far. Each way is walked once; whoever goes on from there goes on alone."""
    way = (id(app), id(choose), until, *sorted(how.items()))
    if way not in _WALKED:
        first = Visitor(app)
        first.start()
        first.walk(choose, until=until, **how)
        _WALKED[way] = (first.cookies, first.seen)
    visitor = Visitor(app)
    cookies, seen = _WALKED[way]
    for name, value in cookies.items():
        visitor.client.set_cookie(name, value)
    visitor.seen, visitor.page = [*seen], seen[-1]
    return visitor


def _error(until, answers):
    def state(app):
        page = _visit(app, LEG, until=until).send(answers)
        assert page.problems
        return page

    return state


def _sent(answers):
    def state(app):
        visitor = Visitor(app)
        visitor.start()
        for name, answer in answers.items():
            visitor.send({name: answer}, address=f"/questions/{name}")
        assert visitor.here.path == INTERRUPTION
        return visitor.here

    return state


def _results(choose, *, rest=False):
    def state(app):
        visitor = _visit(app, choose)
        page = visitor.to_results()
        return visitor.open("/results?patterns=1") if rest else page

    return state


def _after(until, then, choose=LEG, **how):
    return lambda app: then(_visit(app, choose, until, **how))


def _erased(visitor):
    visitor.open("/erase")
    return visitor.send()


def _other_side_too(visitor):
    return visitor.send({"areas": LEG["areas"], "mirror": "yes"})


def _changed(visitor):
    visitor.open("/pains/1/positions?from=check")
    return visitor.send({**visitor.here.filled(), "effect-walking": "better"})


def _in_the_waiting_room(then):
    def state(app):
        with configured(app, KIOSK=True):
            return then(Visitor(app))

    return state


def _learn(visitor, prefix):
    links = [link for link in visitor.open("/learn/").links().values() if link.startswith(prefix)]
    return visitor.open(links[0])


STATES = {
    "start": lambda app: Visitor(app).open("/"),
    "start, coming back": _after("/pains/1/where", lambda visitor: visitor.open("/")),
    "start, erased": _after("/pains/1/where", _erased),
    "start, nothing found": lambda app: Visitor(app).open("/check"),
    "start, answers expired": lambda app: Visitor(app).open("/?gone=expired"),
    "start, questions renewed": lambda app: Visitor(app).open("/?gone=changed"),
    "start, waiting-room tablet": _in_the_waiting_room(lambda visitor: visitor.open("/")),
    "waiting-room tablet": _in_the_waiting_room(lambda visitor: visitor.start()),
    "under 18": lambda app: Visitor(app).open("/adults"),
    "left": lambda app: Visitor(app).post("/leave"),
    "erase": _after("/pains/1/where", lambda visitor: visitor.open("/erase")),
    "insecure": lambda app: Visitor(app, host="http://clinic.example").open("/", status=403),
    "error, nothing ticked": _error("/questions/danger-now", {}),
    "error, both ticked": _error("/questions/danger-now", {"danger-now": ["none", "chest-pain"]}),
    "error, nothing chosen": _error("/questions/self-harm", {}),
    "error, two fields": _error("/questions/about-you", {"age": "x", "health": ["none", "diabetes"]}),
    "error, places": _error("/pains/1/where", {"areas": ["not-sure", "calf-left"]}),
    "error, scale": _error("/pains/1/strength", {"pain-now": "11"}),
    "error, too long": _error("/questions/own-words", {"questions": "word " * 80}),
    "error, rows": _after(
        "/questions/medicines",
        lambda visitor: visitor.send({"medicine-list-0-name": "word " * 20, "medicine-list-1-dose": "word " * 9}),
    ),
    "more rows": _after(
        "/questions/medicines",
        lambda visitor: visitor.send({"medicine-list-0-name": "word " * 5, "more-rows": "medicine-list"}),
    ),
    "press again": _after("/pains/1/feels", lambda visitor: visitor.post("/pains/1/feels", {"feels": "aching"})),
    "emergency": _sent({"danger-now": ["chest-pain"]}),
    "crisis": _sent({"self-harm": "plan"}),
    "thoughts": _sent({"self-harm": "thoughts"}),
    "same day": _sent({"danger-body": ["red-painful-eye"]}),
    "soon": _sent({"danger-body": ["weight-loss"]}),
    "all urgencies": _sent(
        {"self-harm": "plan", "danger-body": ["hot-joint", "weight-loss"], "danger-now": ["chest-pain"]}
    ),
    "places, marked": _after("/pains/1/feels", lambda visitor: visitor.open("/pains/1/where")),
    "places, other side too": _after("/pains/1/where", _other_side_too),
    "question, answered": _after("/pains/1/strength", lambda visitor: visitor.open("/pains/1/feels")),
    "read-back, empty": _after("/pains/1/check-places", lambda visitor: visitor.here, choose=nothing),
    "read-back, swapped": _after("/pains/1/check-places", lambda visitor: visitor.send({"sides-ok": "swap"})),
    "another pain": _after("/pains", lambda visitor: visitor.here),
    "three pains": _after("/check", lambda visitor: visitor.open("/pains"), pains=3),
    "remove a pain": _after("/check", lambda visitor: visitor.open("/pains/2/remove"), pains=3),
    "check, empty": _after("/check", lambda visitor: visitor.here, choose=nothing),
    "check, filled": _after("/check", lambda visitor: visitor.here, choose=everything, pains=3),
    "check, changed": _after("/check", _changed, choose=VISITS["overlap"]),
    **{f"results, {name}": _results(told) for name, told in VISITS.items()},
    "results, empty": _results(nothing),
    "results, everything": _results(everything, rest=True),
    "results, emergency": _results({**LEG, "danger-now": ["chest-pain"], "self-harm": "plan"}),
    "results, emergency and the rest": _results({**LEG, "danger-now": ["chest-pain"]}, rest=True),
    "results, same day": _results({**LEG, "danger-body": ["red-painful-eye"]}),
    "page not found": lambda app: Visitor(app).open("/nowhere", status=404),
    "page not found, with answers": _after("/pains/1/where", lambda visitor: visitor.open("/nowhere", status=404)),
    "too long": _after(
        "/questions/own-words", lambda visitor: visitor.post("/questions/own-words", "a" * 100_000, status=413)
    ),
    **{
        name: lambda app, name=name: Visitor(app).open(f"/{name}")
        for name in ("about", "privacy", "accessibility", "clinicians")
    },
    "learn": lambda app: Visitor(app).open("/learn/"),
    "glossary": lambda app: Visitor(app).open("/learn/glossary"),
    "learn, one pattern": lambda app: _learn(Visitor(app), "/learn/l"),
    "learn, one person": lambda app: _learn(Visitor(app), "/learn/people/"),
}
