"""The province's list of rules for mail domains: which addresses are one mailbox."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views import View
from django.views.generic import FormView

from votes.admin.forms import MailDomainForm
from votes.admin.screens import Screen
from votes.mail_domains import VotesComeIn, add_rule, remove_rule, votes_come_in
from votes.models import MailDomainRule

NOT_NOW = gettext_lazy("Zolang er gestemd wordt, verandert hier niets: anders kon iemand een tweede keer stemmen.")


class MailDomainsView(Screen, FormView):
    template_name = "votes/admin/mail_domains.html"
    form_class = MailDomainForm
    page_title = gettext_lazy("Maildomeinen")
    header_icon = "mail"

    def form_valid(self, form: MailDomainForm) -> HttpResponse:
        try:
            rule = add_rule(rule=form.save(commit=False), at=self.at)
        except VotesComeIn:
            messages.warning(self.request, NOT_NOW)
        else:
            messages.success(self.request, gettext("De regel voor %(domain)s is bewaard.") % {"domain": rule.domain})
        return redirect("votes_admin:mail_domains")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = {"rules": MailDomainRule.objects.all(), "not_now": NOT_NOW if votes_come_in(self.at) else ""}
        return super().get_context_data(**kwargs) | known


class RemoveMailDomainView(Screen, View):
    http_method_names = ["post"]  # noqa: RUF012

    def post(self, request: HttpRequest, rule_id: int) -> HttpResponse:
        try:
            remove_rule(rule_id=rule_id, at=self.at)
        except VotesComeIn:
            messages.warning(request, NOT_NOW)
        else:
            messages.success(request, gettext("De regel is weg."))
        return redirect("votes_admin:mail_domains")
