"""The vote in the editors' tool. Ballots, slips, events, seals and counts are registered nowhere: nobody edits a vote (contract 7)."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from municipalities import desk
from municipalities.models import Role
from municipalities.policies import MunicipalityPermissionPolicy
from municipalities.rights import reach
from votes import desk as waiting
from votes import doors
from votes.admin.reviewer_start import ReviewerPanel, only_reviews
from votes.candidacy import admin as candidacy
from votes.models import Edition, MailDomainRule, Round

register_permission_policy(Round, MunicipalityPermissionPolicy(Round))
register_permission_policy(Edition, ModelPermissionPolicy(Edition))
register_permission_policy(MailDomainRule, ModelPermissionPolicy(MailDomainRule))
doors.open_all()
candidacy.register_all()

desk.register_waiting(waiting.clusters_to_review, order=5)
desk.register_waiting(waiting.rounds_to_count, order=6)
desk.register_waiting(waiting.rounds_to_draw, order=6)
desk.register_waiting(waiting.rounds_to_publish, order=7)
desk.register_waiting(waiting.provinces_to_decide, order=7)
desk.register_waiting(waiting.provinces_to_publish, order=7)
desk.register_waiting(waiting.rounds_without_candidates, order=8)
desk.register_waiting(waiting.rounds_that_close, order=9)


class VoteMenuItem(MenuItem):
    """Shown to these roles, and to superusers."""

    def __init__(self, *args: Any, to: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to = frozenset(to)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or bool(self.to & reach(request.user).roles)


vote_menu = Menu(register_hook_name="register_vote_menu_item", construct_hook_name="construct_vote_menu")


@hooks.register("register_admin_menu_item")
def the_vote() -> MenuItem:
    """Shown to whom something under it is shown."""
    return SubmenuMenuItem(_("Stemming"), vote_menu, name="stemming", icon_name="tick-inverse", order=155)


@hooks.register("register_vote_menu_item")
def rounds() -> MenuItem:
    return VoteMenuItem(_("Rondes"), reverse_lazy("votes_admin:rounds"), icon_name="list-ul", order=10, to=doors.EDITING)


@hooks.register("register_vote_menu_item")
def review() -> MenuItem:
    return VoteMenuItem(_("Nazicht"), reverse_lazy("votes_admin:review"), icon_name="glasses", order=30, to=doors.REVIEWING)


@hooks.register("register_vote_menu_item")
def editions() -> MenuItem:
    return VoteMenuItem(_("Edities"), reverse_lazy("votes_admin:editions"), icon_name="date", order=40, to=[Role.PROVINCE])


@hooks.register("register_vote_menu_item")
def mail_domains() -> MenuItem:
    return VoteMenuItem(_("Maildomeinen"), reverse_lazy("votes_admin:mail_domains"), icon_name="mail", order=50, to=[Role.PROVINCE])


@hooks.register("construct_homepage_panels", order=1001)
def start_of_a_reviewer(request: HttpRequest, panels: list[Any]) -> None:
    """After home made the desk."""
    if only_reviews(request.user):
        panels.append(ReviewerPanel())


@hooks.register("register_admin_urls")
def screens() -> list[URLResolver]:
    return [path("stemming/", include("votes.admin.urls"))]


@hooks.register("register_log_actions")
def sentences_of_the_audit_log(actions: LogActionRegistry) -> None:
    actions.register_action("votes.plan", _("Rondes maken"), _("Maakte rondes voor de deelnemende gemeenten"))
    actions.register_action("votes.announce", _("Aankondigen"), _("Kondigde de editie aan"))
    actions.register_action("votes.cancel_edition", _("Hele editie afgelasten"), _("Gelastte alle rondes af die nog niet geteld waren"))
    actions.register_action("votes.own_dates", _("Eigen data"), _("Veranderde de data van één ronde"))
    actions.register_action("votes.observers", _("Waarnemers"), _("Veranderde wie de zegels krijgt"))
    actions.register_action("votes.jury", _("Jury"), _("Veranderde iets aan de jury of haar motiveringen"))
    actions.register_action("votes.jury_points", _("Punten"), _("Vulde punten van een jurylid in"))
    actions.register_action("votes.province_lock", _("Provinciale winnaar vastleggen"), _("Legde de provinciale winnaar vast"))
    actions.register_action("votes.province_return", _("Teruggeven"), _("Gaf de provinciale winnaar terug"))
    actions.register_action("votes.province_lot", _("Het lot trekken"), _("Trok het lot voor de provinciale winnaar"))
    actions.register_action("votes.province_publish", _("Provinciale winnaar bekendmaken"), _("Maakte de provinciale winnaar bekend"))
