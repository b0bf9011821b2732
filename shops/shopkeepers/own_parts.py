"""What this room keeps of a shop and of who keeps it, part by part (shops.shopkeepers.everything)."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import registry as deeds
from wagtail.models import ModelLogEntry

from shops.differences import FACTS, TOLD, differences, label_of, label_of_text, said, said_together, value_of
from shops.importing.facts import GROUPS
from shops.models import ImportChange, OwnerRequest, OwnerVisit, Shop, Shopkeeper, ShopReport
from shops.origins import known_day, told_by
from shops.shopkeepers import everything, mailing
from shops.shopkeepers.everything import Part, Row, stamp, told
from shops.shopkeepers.known import is_filled

SHOWN_OF_HISTORY = 200


def facts(shop: Shop, mailbox: str) -> Part:
    return Part("facts", _("Gegevens van je zaak"), [fact_row(shop, fact) for fact in FACTS if is_filled(shop, fact)])


def fact_row(shop: Shop, fact: str) -> Row:
    source, value = shop.fact_source(fact), value_of(shop, fact)
    words = f"{capfirst(label_of(fact))}: {said(fact, value)}"
    by = told_by(source["source"]) if source.get("source") else ""
    day = told(known_day(source))
    known = _("%(fact)s (van %(source)s)") % {"fact": words, "source": f"{by}, {day}" if day else by} if by else words
    return Row(known, {"fact": fact, "value": value, "in_words": said(fact, value), "source": source.get("source"), "date": source.get("date")})


def unread(shop: Shop, mailbox: str) -> Part:
    rows = [Row(f"{capfirst(label_of(fact))}: {text}", {"fact": fact, "text": text}) for fact, text in shop.raw.items()]
    return Part("unread", _("Wat een lijst zei en we niet konden lezen"), rows)


def texts(shop: Shop, mailbox: str) -> Part:
    rows = [
        Row(f"{capfirst(label_of_text(part))} ({text.language}): {getattr(text, part)}", {"language": text.language, part: getattr(text, part)})
        for text in shop.texts.all()
        for part in TOLD
        if getattr(text, part)
    ]
    return Part("texts", _("Wat je vertelt"), rows)


def addresses(shop: Shop, mailbox: str) -> Part:
    rows = [Row(slug.slug, {"slug": slug.slug, "municipality": slug.municipality.slug}) for slug in shop.slugs.select_related("municipality")]
    return Part("addresses", _("Adressen van je pagina, ook vroegere"), rows)


def special_openings(shop: Shop, mailbox: str) -> Part:
    rows = [
        Row(told(one.day), {"day": stamp(one.day), "opens": stamp(one.opens), "closes": stamp(one.closes)})
        for one in shop.special_openings.order_by("day")
    ]
    return Part("special_openings", _("Bijzondere dagen waarop je opendoet"), rows)


def draft(shop: Shop, mailbox: str) -> Part:
    """What somebody prepared and nobody published."""
    if not shop.has_unpublished_changes:
        return Part("draft", "")
    found = differences(shop, shop.get_latest_revision_as_object())
    return Part(
        "draft", _("Wat klaarligt en nog niet op de site staat"), [Row(str(one), {"fact": one.fact, "becomes": one.becomes}) for one in found]
    )


def keeper(shop: Shop, mailbox: str) -> Part:
    row = Shopkeeper.objects.filter(shop=shop).first()
    moments = {"consented_at": _("je stemde in"), "declined_at": _("je vroeg om geen mails meer")}
    rows = [Row(_("Mailadres: %(email)s") % {"email": row.email}, {"email": row.email})] if row and row.email else []
    rows += [moment_row(row, name, label) for name, label in moments.items() if row and getattr(row, name)]
    return Part("keeper", _("Van jou"), rows)


def moment_row(row: Any, name: str, label: str) -> Row:
    return Row(f"{capfirst(label)}: {told(getattr(row, name))}", {name: stamp(getattr(row, name))})


def mails(shop: Shop, mailbox: str) -> Part:
    """Kinds and days: what a mail said is erased once it is sent."""
    row = Shopkeeper.objects.filter(shop=shop).first()
    moments = {"asked_at": _("de vraag of alles nog klopt"), "told_at": _("dat een bezoeker iets meldde")}
    rows = [moment_row(row, name, label) for name, label in moments.items() if row and getattr(row, name)]
    rows += [Row(f"{_('Een code of een link')}: {told(one.created_at)}", {"code_at": stamp(one.created_at)}) for one in own_visits(shop, mailbox)]
    answered = [one for one in own_requests(shop, mailbox) if one.decided_at]
    rows += [Row(f"{_('Een antwoord van je gemeente')}: {told(one.decided_at)}", {"answer_at": stamp(one.decided_at)}) for one in answered]
    return Part("mails", _("Mails die we je stuurden"), rows)


def visits(shop: Shop, mailbox: str) -> Part:
    rows = [
        Row(told(one.created_at), {"created_at": stamp(one.created_at), "until": stamp(one.until), "proven_at": stamp(one.proven_at)})
        for one in own_visits(shop, mailbox)
    ]
    return Part("visits", _("Keren dat je hier was"), rows)


def own_visits(shop: Shop, mailbox: str) -> list[OwnerVisit]:
    """Those of this mailbox: who tried from another is somebody else."""
    rows = OwnerVisit.objects.filter(shop=shop).order_by("created_at")
    return [one for one in rows if mailing.mailbox(one.email) == mailing.mailbox(mailbox)]


def requests(shop: Shop, mailbox: str) -> Part:
    return Part("requests", _("Wat je aan je gemeente vroeg"), [request_row(one) for one in own_requests(shop, mailbox)])


def own_requests(shop: Shop, mailbox: str) -> list[OwnerRequest]:
    """Not the claim of another mailbox: it may be somebody else who says that the shop is theirs. An answered one has no address any more."""
    rows = OwnerRequest.objects.filter(shop=shop).order_by("created_at")
    return [one for one in rows if (mailing.mailbox(one.email) == mailing.mailbox(mailbox) if one.email else one.kind != OwnerRequest.Kind.CLAIM)]


def request_row(one: OwnerRequest) -> Row:
    words = f"{capfirst(one.get_kind_display())}, {told(one.created_at)}: {one.get_state_display()}"
    own = {"email": one.email, "contact_name": one.contact_name, "words": one.words} if one.email else {}
    outcome = {"state": one.state, "reason": one.reason, "decided_at": stamp(one.decided_at)}
    return Row(words, {"kind": one.kind, "created_at": stamp(one.created_at), "facts": one.facts} | outcome | own)


def reports(shop: Shop, mailbox: str) -> Part:
    """Without the words of who reported it: those are for the municipality alone, and say who wrote them, perhaps."""
    return Part("reports", _("Wat bezoekers over je zaak meldden, zonder hun woorden"), [report_row(one) for one in shop.reports.all()])


def report_row(one: ShopReport) -> Row:
    data = {"what": one.what, "created_at": stamp(one.created_at), "settled_at": stamp(one.settled_at), "outcome": one.outcome}
    outcome = f": {one.get_outcome_display()}" if one.outcome else ""
    return Row(f"{one.get_what_display()}, {told(one.created_at)}{outcome}", data)


def sources(shop: Shop, mailbox: str) -> Part:
    rows = [
        Row(
            f"{told_by(one.source)}, {told(one.last_seen)}",
            {"source": one.source, "ref": one.ref, "first_seen": stamp(one.first_seen), "last_seen": stamp(one.last_seen)},
        )
        for one in shop.sources.all()
    ]
    return Part("sources", _("Lijsten waarin we je zaak vonden"), rows)


def suggestions(shop: Shop, mailbox: str) -> Part:
    rows = [
        Row(
            f"{capfirst(label_of(one.fact))}: {said_together(GROUPS[one.fact], one.value)} ({told_by(one.source)})",
            {"fact": one.fact, "value": one.value, "source": one.source, "date": one.date},
        )
        for one in shop.suggestions.filter(fact__in=GROUPS).order_by("fact", "source")
    ]
    return Part("suggestions", _("Wat een lijst anders zegt"), rows)


def imports(shop: Shop, mailbox: str) -> Part:
    changes = ImportChange.objects.filter(shop=shop).select_related("batch").order_by("pk")
    rows = [
        Row(f"{told_by(one.batch.source)}, {told(one.batch.started_at)}", {"source": one.batch.source, "before": one.before, "after": one.after})
        for one in changes
    ]
    return Part("imports", _("Wat een lijst aan je zaak veranderde"), rows)


def history(shop: Shop, mailbox: str) -> Part:
    """What was done when; by whom is about who works for the municipality. The newest."""
    entries: Iterable[Any] = ModelLogEntry.objects.for_instance(shop).order_by("-timestamp")[:SHOWN_OF_HISTORY]
    rows = [Row(f"{told(one.timestamp)}: {deed(one)}", {"at": stamp(one.timestamp), "action": one.action}) for one in entries]
    return Part("history", _("Wat er met je zaak gebeurde"), rows)


def deed(entry: Any) -> str:
    return str(deeds.get_action_label(entry.action)) if deeds.action_exists(entry.action) else entry.action


def photo(shop: Shop, mailbox: str) -> Part:
    if shop.photo is None:
        return Part("photo", "")
    data = {"title": shop.photo.title, "description": shop.photo.description, "rights": shop.photo.rights}
    return Part("photo", _("Je foto"), [Row(shop.photo.description or shop.photo.title, data)])


def register() -> None:
    """In the order of the page."""
    own = (facts, texts, photo, addresses, special_openings, draft, keeper, mails, visits, requests, reports, unread, sources, suggestions, imports)
    for place, part_of in enumerate((*own, history)):
        everything.register(part_of, order=place)
