"""Candidates in the editors' tool: addresses, doors, menu, what waits on the desk. `register_all` is called once, by wagtail_hooks."""

from datetime import datetime
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from municipalities import desk
from municipalities.desk import Keys, Waiting
from municipalities.doors import EDITING, is_key, open_doors, row
from municipalities.policies import MunicipalityPermissionPolicy
from municipalities.rights import reach
from municipalities.screens import WritersItem
from votes.candidacies import DECIDED, MENDED, MODELS, AnySubmission, State
from votes.candidacy import overview, screens
from votes.candidacy.rights import DECIDING
from votes.candidacy.taking_back import TAKEN_BACK
from votes.models import Application, Nomination

ACTS = {"approve": "goedkeuren", "refuse": "weigeren", "mend": "verbeteren", "withdraw": "intrekken", "take_back": "terugnemen"}
VIEWS = {"approve": screens.Approve, "refuse": screens.Refuse, "mend": screens.Mend, "withdraw": screens.Withdraw, "take_back": screens.TakeBack}
NAMED = 3  # shops that the desk calls by name


def register_all() -> None:
    for model in MODELS:
        register_permission_policy(model, MunicipalityPermissionPolicy(model, owner="round__municipality_id"))
    open_all()
    desk.register_waiting(submissions_to_decide, order=4)
    hooks.register("register_admin_urls", addresses)
    hooks.register("register_vote_menu_item", menu_item)
    hooks.register("register_log_actions", sentences_of_the_audit_log)


# -- addresses and doors


def addresses() -> list[URLResolver]:
    patterns = [
        path("", screens.ListView.as_view(), name="applications"),
        path("voordrachten/", screens.NominationList.as_view(), name="nominations"),
        path("kandidaten.csv", screens.FileView.as_view(kind="csv"), name="csv"),
        path("kandidaten.xlsx", screens.FileView.as_view(kind="xlsx"), name="xlsx"),
        *of_one("application", "kandidatuur"),
        *of_one("nomination", "voordracht"),
    ]
    return [path("stemming/kandidaten/", include((patterns, "candidacy")))]


def of_one(name: str, word: str) -> list[URLPattern]:
    start = f"{word}/<int:{name}_id>/"
    acts = [path(f"{start}{ACTS[act]}/", view.as_view(), name=f"{name}_{act}") for act, view in VIEWS.items()]
    return [path(start, screens.Detail.as_view(), name=name), *acts]


def open_all() -> None:
    open_doors("candidacy:applications", "candidacy:nominations", to=EDITING)
    open_doors("candidacy:csv", "candidacy:xlsx", to=DECIDING)
    open_doors("candidacy:application", to=EDITING, application_id=row(Application))
    open_doors("candidacy:nomination", to=EDITING, nomination_id=row(Nomination))
    open_doors(*(f"candidacy:application_{act}" for act in ACTS), to=DECIDING, application_id=decides(Application))
    open_doors(*(f"candidacy:nomination_{act}" for act in ACTS), to=DECIDING, nomination_id=decides(Nomination))


def decides(model: type[AnySubmission]) -> Any:
    """A submission in a municipality that the user edits: an author there, who edits elsewhere, only looks."""

    def check(user: Any, value: Any) -> bool:
        found = model.objects.filter(pk=value).select_related("round").first() if is_key(value) else None
        return found is not None and reach(user).edits(found.round.municipality_id)

    return check


# -- menu, desk and log


def menu_item() -> MenuItem:
    return WritersItem(_("Kandidaten"), reverse_lazy("candidacy:applications"), name="kandidaten", icon_name="group", order=20)


def submissions_to_decide(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For whoever decides: what was confirmed and can still be decided, the longest waiting named."""
    far = reach(user)
    found = [one for model in MODELS for one in waiting_of(far, model, at)]
    if not found:
        return None
    found.sort(key=lambda one: one.confirmed_at)
    label = ngettext("kandidatuur of voordracht wacht op je oordeel", "kandidaturen en voordrachten wachten op je oordeel", len(found))
    has_applications = any(isinstance(one, Application) for one in found)
    url = reverse("candidacy:applications" if has_applications else "candidacy:nominations")
    return Waiting(label, len(found), url, "group", tuple((one.shop.name, screens.address_of(one)) for one in found[:NAMED]))


def waiting_of(far: Any, model: type[AnySubmission], at: datetime) -> Any:
    rows = overview.seen_by(far, model).filter(state=State.WAITING, round__opens_at__gt=at, round__cancelled_at=None)
    return (rows if far.everywhere else rows.filter(round__municipality__in=far.edited)).select_related("shop").defer("email")


def sentences_of_the_audit_log(actions: LogActionRegistry) -> None:
    told = {
        State.APPROVED: (_("Goedkeuren"), _("Keurde een kandidaat goed")),
        State.REFUSED: (_("Weigeren"), _("Weigerde een kandidaat")),
        State.WITHDRAWN: (_("Intrekken"), _("Trok een kandidaat in op vraag van de winkel")),
    }
    for state, (label, sentence) in told.items():
        actions.register_action(DECIDED[state], label, sentence)
    actions.register_action(TAKEN_BACK, _("Goedkeuring terugnemen"), _("Nam de goedkeuring van een kandidaat terug"))
    actions.register_action(MENDED, _("Verbeteren"), _("Verbeterde de tekst van een kandidaat"))
