"""The editors' form of a shop, which says what somebody else changed while it was open: "telefoon is nu 057 20 00 00 (An Peeters)"."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from wagtail.models import ModelLogEntry
from wagtail.snippets.views.snippets import EditView

from accounts.models import User
from shops.differences import label_of, plain, said
from shops.forms import COMPARED, ShopForm
from shops.models import Shop
from shops.origins import told_by
from shops.provenance import MUNICIPALITY


class ShopEditView(EditView):
    def form_valid(self, form: ShopForm) -> HttpResponse:
        told = what_changed(form, self.request.user)
        response: HttpResponse = super().form_valid(form)
        if not self.expects_json_response:
            for line in told:
                messages.info(self.request, line)
        return response


def what_changed(form: ShopForm, reader: Any) -> list[str]:
    """A line for what stays as it became, and one for what the reader typed over. Asked before the form is saved; two queries at most."""
    stays = [name for name in COMPARED if name in form.changed_meanwhile]
    typed_over = [name for name in COMPARED if name in form.moved - form.changed_meanwhile]
    colleague = name_of_colleague(form.instance, reader) if stays or typed_over else ""
    lines = [
        (stays, gettext("Terwijl je bezig was, veranderde dit, en zo bleef het: %(facts)s."), gettext("%(fact)s is nu %(value)s (%(who)s)")),
        (typed_over, gettext("Wat jij typte, staat er nu. Intussen was er veranderd: %(facts)s."), gettext("%(fact)s was %(value)s (%(who)s)")),
    ]
    return [words % {"facts": "; ".join(told(form, name, fact, colleague) for name in names)} for names, words, fact in lines if names]


def told(form: ShopForm, name: str, words: str, colleague: str) -> str:
    """Who: the colleague, where the town itself said it; else the shop or a list."""
    source = form.instance.fact_source(name).get("source", "")
    who = colleague if source in {"", MUNICIPALITY} and colleague else told_by(source or MUNICIPALITY)
    return words % {"fact": label_of(name), "value": said(name, plain(form.initial.get(name))), "who": who}


def name_of_colleague(shop: Shop, reader: Any) -> str:
    """Who changed the shop last in the editors' tool, beside the reader; "" for nobody, or who has no name."""
    entries = ModelLogEntry.objects.for_instance(shop).filter(content_changed=True).exclude(user_id=None)
    last = entries.exclude(user_id=reader.pk).order_by("-timestamp").values_list("user_id", flat=True).first()
    user = User.objects.filter(pk=last).first() if last else None
    return user.get_full_name() if user else ""
