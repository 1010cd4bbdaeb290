"""The sealed stamp that every form carries: of which visit it is, and which page it shows. It proves that the form was
drawn here for this visit, and it keeps the page's name out of the address.
"""

from dataclasses import asdict, dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.csrf.core import CSRF

from questionnaire.web.session import Visit, current_visit, the_cookies

FIELD = "stamp"
# Far above any stamp that is made here.
_LONGEST = 1_000


@dataclass(frozen=True)
class Stamp:
    """What a form was drawn for: a visit on an own or a shared device; a page, the id of its pain (0: the person), and
    a mark of the answers that it showed.
    """

    visit: str
    own: bool = False
    page: str = ""
    pain: int = 0
    seen: str = ""


def stamp_for(visit: Visit | None, page: str = "", pain: int = 0, seen: str = "") -> Stamp:
    """The stamp of a form for this visit; without a visit it proves nothing."""
    if visit is None:
        return Stamp("")
    return Stamp(visit.id, own=visit.device == "own", page=page, pain=pain, seen=seen)


def sealed(stamp: Stamp) -> str:
    """The stamp as the form carries it."""
    return the_cookies().sealer.seal("page", asdict(stamp))


def sent_stamp() -> Stamp | None:
    """The stamp of the form that was sent, None when it is missing or was not made here."""
    given = request.form.get(FIELD, "")
    content = the_cookies().sealer.open("page", given) if 0 < len(given) <= _LONGEST else None
    try:
        return Stamp(**content) if content is not None else None
    except TypeError:
        return None


class _Stamping(CSRF):
    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        return sealed(csrf_token_field.meta.csrf_context or stamp_for(current_visit()))

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        stamp, visit = sent_stamp(), current_visit()
        if stamp is None or visit is None or stamp.visit != visit.id:
            raise ValidationError(gettext("Please press Continue again."))


class StampedForm(FlaskForm):
    """A form with a stamp, its field `stamp`; by itself a button and nothing else."""

    class Meta(FlaskForm.Meta):
        """The stamp stands in the place of a token that a cookie would have to remember."""

        csrf = True
        csrf_class = _Stamping
        csrf_field_name = FIELD
        csrf_context: Stamp | None = None
