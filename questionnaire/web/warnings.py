"""Warning signs for people: the interruption page, and the line at the top of every later page."""

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.flags import RANK, RedFlag, Urgency
from questionnaire.matching.answers import Answers
from questionnaire.matching.asking import Place, counted
from questionnaire.matching.judge import Judges
from questionnaire.matching.red_flags import Raised, RedFlags, find_red_flags, speaking
from questionnaire.web import trail
from questionnaire.web.route import Route
from questionnaire.web.session import Visit, current_visit, keep, the_catalogue
from questionnaire.web.stamps import StampedForm, sent_stamp, stamp_for
from questionnaire.web.words import the_region, words

blueprint = Blueprint("warnings", __name__)

# What the form of an interruption is stamped with, in the place of a page.
SEEN = "seen"


@dataclass(frozen=True)
class Sign:
    """One raised red flag in words. `told` are the signs ticked; `tel` is a number to call, if there is one."""

    id: str
    urgency: Urgency
    title: str
    told: tuple[str, ...]
    cause: str
    action: str
    steps: tuple[str, ...]
    tel: str | None
    call: str
    pains: tuple[int, ...]


def red_flags_of(catalogue: Catalogue, answers: Answers, ahead: frozenset[str] = frozenset()) -> RedFlags:
    """The red flags of raw answers, without the rest of the report. Silence on items `ahead` says nothing yet."""
    return find_red_flags(Judges(catalogue, counted(answers, catalogue), ahead))


def red_flags_so_far(route: Route, where: str, *, here_too: bool) -> RedFlags:
    """The red flags at an address of the journey; one that was shown stays, though a question is asked anew."""
    answers = route.visit.answers
    now = red_flags_of(route.catalogue, answers, route.ahead(where, here_too=here_too))
    known = {one.flag.id for one in now.raised}
    kept = [
        one
        for one in red_flags_of(route.catalogue, answers).raised
        if one.flag.id in route.visit.shown and one.flag.id not in known
    ]
    together = sorted((*now.raised, *kept), key=lambda one: -RANK[one.flag.urgency])
    return replace(now, raised=speaking(together))


def warnings_in(flags: RedFlags) -> list[Sign]:
    """The raised flags in words, most urgent first, each once however many pains raise it. Private ones are told only
    where they were asked: whoever looks over a shoulder must not read them.
    """
    raised: dict[str, list[Raised]] = {}
    for one in (one for one in flags.raised if not one.flag.private):
        raised.setdefault(one.flag.id, []).append(one)
    return [_in_words(found[0].flag, found) for found in raised.values()]


def unseen_warnings(route: Route, where: str) -> list[Sign]:
    """The warnings, once the page at an address is answered, that were not shown yet."""
    flags = red_flags_so_far(route, where, here_too=False)
    return [warning for warning in warnings_in(flags) if warning.id not in route.visit.shown]


def still_shown(catalogue: Catalogue, visit: Visit, answers: Answers) -> frozenset[str]:
    """The warnings that were shown and are still raised: one that goes and comes back is shown again."""
    flags = red_flags_of(catalogue, answers)
    return visit.shown & {one.flag.id for one in (*flags.raised, *flags.replaced)}


def _in_words(flag: RedFlag, found: list[Raised]) -> Sign:
    region = the_region()
    told = dict.fromkeys(
        _sign(item.text, item.type, words(option.text))
        for one in found
        for item, value in one.ticked
        if (option := item.find(value))
    )
    crisis = flag.urgency == "crisis"
    return Sign(
        id=flag.id,
        urgency=flag.urgency,
        title=words(flag.title),
        told=tuple(told),
        cause=words(flag.cause),
        action=words(flag.action),
        steps=tuple(words(step) for step in flag.steps),
        tel=region.crisis_tel if crisis else region.emergency_tel if flag.urgency == "emergency" else None,
        call=gettext("Call %(number)s", number=words(region.crisis_line if crisis else region.emergency_number)),
        pains=tuple(one.pain for one in found if one.pain),
    )


def _sign(question: str, kind: str, option: str) -> str:
    """What was ticked: the option of a list; for a question with one answer, both."""
    return option if kind == "multiple" else f"{words(question)} {option}"


def interruption(route: Route, *, always: bool = False) -> Response | str | None:
    """New warnings in the place of the page at this address, until the person has seen them; None when there are none.
    They are due where the page before led to, and before the results `always`.

    They have no address of their own: whoever reads a list of addresses is not to learn who was warned.
    """
    address = trail.this_address()
    stamp = sent_stamp() if request.method == "POST" else None
    if stamp is not None and stamp.page == SEEN:
        if stamp.visit != route.visit.id:
            return redirect(address, 303)
        target = trail.go_on(address)
        _see(route)
        return redirect(target, 303)
    if request.method == "POST" or not (always or trail.is_interrupted(address)):
        return None
    unseen = unseen_warnings(route, trail.here(route))
    if not unseen:
        return None
    form = StampedForm(formdata=None, meta={"csrf_context": stamp_for(route.visit, SEEN)})
    mistake = _where_it_was_ticked(route, unseen)
    return render_template("questions/interruption.html", warnings=unseen, form=form, mistake=mistake)


def _see(route: Route) -> None:
    unseen = {warning.id for warning in unseen_warnings(route, trail.here(route))}
    keep(replace(route.visit, shown=route.visit.shown | (unseen & set(request.form.getlist("seen")))))


def _where_it_was_ticked(route: Route, shown: list[Sign]) -> str:
    """The page of the sign that was ticked, else of the last answer; during a change from the check page it leads back
    there.
    """
    flags = [one for one in red_flags_of(route.catalogue, route.visit.answers).raised if one.flag.id == shown[0].id]
    places = [Place(route.catalogue.pages[item.page], one.pain) for one in flags for item, _ in one.ticked]
    page = route.address(places[0]) if places else trail.here(route)
    changing = trail.this_address().startswith(url_for("check.show")) or request.args.get("from") == "check"
    return f"{page}?from=check" if changing and page else page


@blueprint.get("/help")
def show() -> str:
    """Where to get help, for everybody; first what the warning signs that were told call for."""
    visit = current_visit()
    route = Route(the_catalogue(), visit) if visit is not None else None
    known = warnings_in(red_flags_so_far(route, trail.here(route), here_too=False)) if route is not None else []
    back = trail.here(route) if route is not None else ""
    return render_template("questions/help.html", warnings=known, back=back)
