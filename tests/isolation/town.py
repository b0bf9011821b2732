"""A municipality with one of everything that somebody else must neither read nor touch, each marked with a word to look for."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, Locale, Page, PageViewRestriction, Site, TaskState, UploadedFile, WorkflowState
from wagtail_localize.models import OverridableSegment, StringSegment, StringTranslation, Translation, TranslationSource

from accounts.models import User
from events.models import EventPage
from home.models import MunicipalityPage
from ikkooplokaal.models import TranslationJob
from mail.models import OutgoingMail
from media_library.models import SiteDocument, SiteImage
from municipalities.models import Municipality, Role
from municipalities.onboarding import onboard, open_province
from municipalities.roles import group_of
from shops.models import Category, ImportBatch, OwnerRequest, Shop, ShopReport, ShopSuggestion
from tests.conftest import remembered_laid_out
from tests.factories import roles
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.isolation.ambassadors import ambassador_draft
from tests.isolation.events import agenda_columns, agenda_import, events_of, somebody_opens
from tests.isolation.pages import letter, story_draft
from tests.isolation.patterns import Bundle
from tests.isolation.voting import round_bundle, shared_values, voters_addresses

MARK, OWN_MARK = "Zwaluwnest", "Merelhout"
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FILE_ACTIONS = ["delete", "add_tags", "add_to_collection"]
SHOPS = ("wagtailsnippets_shops_shop", "wagtailsnippetchoosers_shops_shop", "shops_import", "shops_reports", "shops_placing", "shops_doubles")


def dot() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (2, 2)).save(written, "PNG")
    return written.getvalue()


@dataclass
class Town:
    """mark: the word that stands in everything of it that is not public. bundles: its objects, for the parameters of addresses."""

    municipality: Municipality
    mark: str
    bundles: list[Bundle] = field(default_factory=list)
    users: dict[str, Any] = field(default_factory=dict)
    addresses: dict[str, list[str]] = field(default_factory=dict)

    def named(self, kind: str) -> str:
        return f"{self.mark}-{kind}"


def both_towns() -> tuple[Town, Town]:
    """Kortrijk, of which nobody may read a word, and Tielt, on a site that is laid out and that the province looks after."""
    remembered_laid_out()
    open_province()
    return (
        furnish(MunicipalityFactory(name="Kortrijk", slug="kortrijk", nis="34022"), MARK),
        furnish(MunicipalityFactory(name="Tielt", slug="tielt", nis="37022"), OWN_MARK),
    )


def furnish(municipality: Municipality, mark: str) -> Town:
    """Make one of everything. The town takes part; nothing that carries its mark is published."""
    town = Town(municipality, mark)
    standing = onboard(municipality=municipality, at=AT)
    town.users = {"editor": person(town, Role.EDITOR), "author": person(town, Role.AUTHOR)}
    pages = {page.locale.language_code: page for page in MunicipalityPage.objects.filter(municipality=municipality).select_related("locale")}
    town.bundles += [
        page_bundle(town, "page live with a draft", live_with_draft(town, pages["nl"])),
        page_bundle(town, "page draft", draft(town, pages["fr"])),
        page_bundle(town, "page scheduled", scheduled(town, pages["de"])),
        page_bundle(town, "ambassador draft", ambassador_draft(town)),
        *(page_bundle(town, kind, event) for kind, event in events_of(town, pages["nl"])),
        page_bundle(town, "story draft", story_draft(town, pages["nl"])),
        Bundle("letters", {"page_id@wagtailforms": letter(town).pk}),
        shop_bundle(town, "shop live with a draft", live_shop(town)),
        shop_bundle(town, "shop draft", draft_shop(town)),
        batch_bundle(town),
        request_bundle(town),
        suggestion_bundle(town),
        Bundle("agenda import", {"pk@events_import": agenda_import(town).pk}),
        Bundle("agenda columns", {"pk@events_import": agenda_columns(town).pk}),
        image_bundle(town, standing.collection),
        document_bundle(town, standing.collection),
        upload_bundle(town),
        translation_bundle(town, pages["nl"]),
        redirect_bundle(town, pages["nl"]),
        Bundle("collection", {"collection_id": standing.collection_id, "pk@wagtailadmin_collections": standing.collection_id}),
        people_bundle(town),
        workflow_bundle(standing.workflow, pages["fr"]),
        round_bundle(town),
    ]
    somebody_opens(EventPage.objects.get(slug="braderie", path__startswith=pages["nl"].path), Shop.objects.get(name=f"Bakker {municipality.name}"))
    drafts = [f"/fr/{pages['fr'].slug}/", f"/nl/{municipality.slug}/wedstrijd/", f"/nl/winkels/{municipality.slug}/{draft_slug(town)}/"]
    town.addresses = {"nl/^((?:[\\w\\-]+/)*)$": drafts}
    town.addresses |= {"nl/^(?P<path>(?:[\\w\\-]+/)+[\\w\\-]+\\.(?:ics|xml))$": [f"/nl/{municipality.slug}/wedstrijd/kalender.ics"]}
    town.addresses |= voters_addresses(municipality)
    return town


def person(town: Town, role: Role) -> Any:
    user = roles.somebody(role, town.municipality, f"{town.named(role.value)}@ikkooplokaal.example".lower())
    user.first_name, user.last_name = town.named("voornaam"), town.named("naam")
    user.save()
    return user


# -- pages


def live_with_draft(town: Town, page: MunicipalityPage) -> MunicipalityPage:
    page.save_revision().publish()
    page.refresh_from_db()
    page.title, page.townline, page.about = town.named("titel"), town.named("regel"), f"<p>{town.named('tekst')}</p>"
    page.save_revision(user=town.users["author"])
    page.get_workflow().start(page, town.users["author"])
    return page


def draft(town: Town, page: MunicipalityPage) -> MunicipalityPage:
    page.title, page.townline = town.named("concept"), town.named("conceptregel")
    page.draft_title = page.title
    page.save()
    page.save_revision(user=town.users["author"])
    page.get_workflow().start(page, town.users["author"])
    return page


def scheduled(town: Town, page: MunicipalityPage) -> MunicipalityPage:
    page.title, page.go_live_at = town.named("gepland"), AT + timedelta(days=400)
    page.save()
    page.save_revision(user=town.users["editor"], approved_go_live_at=page.go_live_at)
    return page


def page_bundle(town: Town, kind: str, page: MunicipalityPage) -> Bundle:
    comment = Comment.objects.create(page=page.page_ptr, user=town.users["author"], text=town.named("opmerking"), contentpath="title")
    session = session_on(page.page_ptr, town)
    restriction = PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="password", password=town.named("wachtwoord"))
    restriction_kept = restriction.pk
    restriction.delete()  # its number stays, so that the address is asked about something that is gone; the page itself stays public
    values = {
        **dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk", "id"), page.pk),
        **{f"pk@{space}": page.pk for space in ("wagtailadmin_api:pages", "wagtailadmin_pages")},
        "page_view_restriction_id": restriction_kept,
        "comment_id": comment.pk,
        "app_label": "wagtailcore",
        "model_name": "page",
        "app_name": "wagtailcore",
        "object_id": page.pk,
        "session_id": session.pk,
        "action": ["delete", "move", "publish", "unpublish"],
    }
    return Bundle(kind, values | of_revisions(page))


def of_revisions(row: Any) -> dict[str, Any]:
    """Its newest revision, and where its approval stands (when it was handed in)."""
    newest = row.latest_revision_id
    values = {"revision_id": newest, "revision_id_a": newest, "revision_id_b": newest}
    states = WorkflowState.objects.filter(object_id=str(row.pk), content_type=ContentType.objects.get_for_model(row))
    state = states.first() or WorkflowState.objects.filter(object_id=str(row.pk)).first()
    if state:
        step = TaskState.objects.get(workflow_state=state)
        values |= {"workflow_state_id": state.pk, "task_state_id": step.pk, "task_id": step.task_id}
    return values


def session_on(row: Any, town: Town) -> EditingSession:
    kind = ContentType.objects.get_for_model(row)
    return EditingSession.objects.create(user=town.users["editor"], content_type=kind, object_id=str(row.pk), last_seen_at=AT)


# -- shops


def live_shop(town: Town) -> Shop:
    shop = ShopFactory(municipality=town.municipality, name=f"Bakker {town.municipality.name}")
    shop.name, shop.phone = town.named("winkel"), "+3251400000"
    shop.save_revision(user=town.users["author"])
    town.municipality.onboarding.workflow.start(shop, town.users["author"])
    return shop


def draft_shop(town: Town) -> Shop:
    shop = ShopFactory(municipality=town.municipality, name=town.named("winkelconcept"), live=False)
    shop.save_revision(user=town.users["author"])
    return shop


def draft_slug(town: Town) -> str:
    return Shop.objects.get(name=town.named("winkelconcept")).slug


def shop_bundle(town: Town, kind: str, shop: Shop) -> Bundle:
    values = {
        **{f"pk@{space}": shop.pk for space in SHOPS},
        **{"app_label": "shops", "model_name": "shop", "app_name": "shops", "object_id": shop.pk, "id": shop.pk, "pk@wagtail_localize": shop.pk},
        "session_id": session_on(shop, town).pk,
        "action": ["delete", "confirm", "bevestigen"],
        "task_id": 1,
        "shop_id": shop.pk,
        "other": shop.pk,
    }
    return Bundle(kind, values | of_revisions(shop))


def request_bundle(town: Town) -> Bundle:
    """Somebody asks to be taken for the keeper of the live shop, about which a visitor reported something."""
    shop = Shop.objects.get(name=f"Bakker {town.municipality.name}")
    ShopReport.objects.create(shop=shop, what="other", words=town.named("melding"), created_at=AT)
    told = {"email": f"{town.named('uitbater')}@winkel.example".lower(), "contact_name": town.named("wie"), "words": town.named("waarom")}
    asked = OwnerRequest.objects.create(kind="claim", shop=shop, consented_at=AT, consent_version="2026-11", created_at=AT, **told)
    return Bundle("request of a shop", {"pk@shops_requests": asked.pk})


def batch_bundle(town: Town) -> Bundle:
    batch = ImportBatch.objects.create(
        source="eigen", file_name=f"{town.named('bestand')}.csv", municipality=town.municipality, started_by=town.users["editor"], started_at=AT
    )
    return Bundle("import batch", {"batch_id": batch.pk, "pk@shops_import": batch.pk})


def suggestion_bundle(town: Town) -> Bundle:
    shop = Shop.objects.get(name=town.named("winkelconcept"))
    said = {"fact": "website", "value": {"website": f"https://{town.named('voorstel').lower()}.example"}}
    row = ShopSuggestion.objects.create(shop=shop, source="lijst", date="2026-11-23", told_at=AT, **said)
    return Bundle("suggestion", {"pk@shops_suggestions": row.pk})


# -- files


def image_bundle(town: Town, collection: Any) -> Bundle:
    name = town.named("foto")
    file = ImageFile(io.BytesIO(dot()), f"{name}.png")
    image = SiteImage.objects.create(title=name, file=file, collection=collection, uploaded_by_user=town.users["editor"], width=2, height=2)
    values = {"image_id": image.pk, "pk@wagtailimages_chooser": image.pk, "pk@wagtailadmin_api:images": image.pk, "id": image.pk}
    return Bundle("image", values | {"app_label": "media_library", "model_name": "siteimage", "action": FILE_ACTIONS})


def document_bundle(town: Town, collection: Any) -> Bundle:
    name = town.named("document")
    document = SiteDocument(title=name, collection=collection, uploaded_by_user=town.users["editor"])
    document.file.save(f"{name}.txt", ContentFile(name.encode()), save=True)
    values = {**dict.fromkeys(("document_id", "doc_id", "id"), document.pk), "restriction_id": 1}
    values |= {"pk@wagtaildocs_chooser": document.pk, "pk@wagtailadmin_api:documents": document.pk}
    return Bundle(
        "document", values | {"app_label": "media_library", "model_name": "sitedocument", "action": ["delete", "add_tags", "add_to_collection"]}
    )


def upload_bundle(town: Town) -> Bundle:
    kind = ContentType.objects.get_for_model(SiteImage)
    kept = UploadedFile.objects.create(uploaded_by_user=town.users["editor"], for_content_type=kind)
    kept.file.save(f"{town.named('upload')}.png", ContentFile(dot()), save=True)
    return Bundle("uploaded file", {"uploaded_file_id": kept.pk})


# -- translations, addresses, people


def translation_bundle(town: Town, page: MunicipalityPage) -> Bundle:
    source, _ = TranslationSource.update_or_create_from_instance(page)
    french = Page.objects.get(translation_key=page.translation_key, locale__language_code="fr").locale
    translation = Translation.objects.create(source=source, target_locale=french)
    TranslationJob.objects.create(page=page.page_ptr, language="fr", state="refused", said=town.named("weigering"), asked_at=AT)
    values = {"translation_source_id": source.pk, "translation_id": translation.pk}
    values |= {"string_segment_id": StringSegment.objects.filter(source=source).values_list("pk", flat=True).first()}
    segment = StringSegment.objects.get(pk=values["string_segment_id"])
    memory = {"translation_of": segment.string, "context": segment.context, "locale": french, "translation_type": "manual"}
    StringTranslation.objects.create(**memory, data=town.named("vertaling"))
    values |= {"overridable_segment_id": OverridableSegment.objects.filter(source=source).values_list("pk", flat=True).first() or 1}
    return Bundle("translation", values)


def redirect_bundle(town: Town, page: MunicipalityPage) -> Bundle:
    redirect = Redirect.objects.create(old_path=f"/{town.named('oud').lower()}", redirect_page=page.page_ptr)
    return Bundle("redirect", {"redirect_id": redirect.pk})


def people_bundle(town: Town) -> Bundle:
    user, group = town.users["editor"], group_of(Role.EDITOR, town.municipality)
    factor = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": town.named("geheim")})
    letter = OutgoingMail.objects.create(
        template="invitation",
        to=user.email,
        subject=town.named("brief"),
        text=town.named("brieftekst"),
        message_id=town.mark,
        due_at=AT,
        created_at=AT,
    )
    pks = {"wagtailusers_users": user.pk, "wagtailusers_groups": group.pk, "municipalities_editors": user.pk, "": factor.pk}
    values: dict[str, Any] = {f"pk@{space}": key for space, key in pks.items()}
    values |= {"user_id": user.pk, "letter_id": letter.pk, "municipality_id": town.municipality.pk}
    return Bundle(
        "person",
        values
        | {
            "app_label": "accounts",
            "model_name": "user",
            "app_name": "accounts",
            "object_id": user.pk,
            "id": user.pk,
            "action": ["delete", "assign_role", "set_active_state"],
        },
    )


def workflow_bundle(workflow: Any, page: MunicipalityPage) -> Bundle:
    task = workflow.tasks.get()
    views = {"pk@wagtailadmin_workflows": [workflow.pk, task.pk], "workflow_pk": workflow.pk, "task_id": task.pk, "page_pk": page.pk}
    return Bundle("workflow and task", views | {"app_label": "wagtailcore", "model_name": "groupapprovaltask"})


def shared_bundle(municipality: Municipality) -> Bundle:
    """Rows of the province and of the site: everybody may know them, only some may change them."""
    category = Category.objects.get(slug="bakker")
    spaces = {
        "shops_category": category.pk,
        "municipalities_municipality": municipality.pk,
    }
    values: dict[str, Any] = {f"pk@wagtailsnippets_{space}": key for space, key in spaces.items()}
    values |= {f"pk@wagtailsnippetchoosers_{space}": key for space, key in spaces.items()}
    values |= {"pk@wagtaillocales": Locale.objects.get(language_code="de").pk, "pk@wagtailsites": Site.objects.get().pk}
    values |= shared_values()
    return Bundle(
        "shared", values | {"pk@wagtailsettings": Site.objects.get().pk, "app_name": "shops", "model_name": "category", "app_label": "shops"}
    )


def superuser_bundle(town: Town) -> Bundle:
    """Somebody whom nobody but a superuser may touch, asked for through a town."""
    user = the_superuser()
    return Bundle("superuser", {"pk@wagtailusers_users": user.pk, "user_id": user.pk, "municipality_id": town.municipality.pk})


def the_superuser() -> User:
    return User.objects.filter(is_superuser=True).first() or roles.superuser()
