from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Pagina's")

    def ready(self) -> None:
        """Every municipality that takes part gets pages, a shop says where one can vote for it, a demo shows codes in its mailbox."""
        from content import finding, purging  # models can only be imported once all apps are there
        from home import account, checklist, in_search, merged_shops, provider, shown_at, taking_part, vote
        from home.demo import logins
        from home.models import HomePage, MunicipalityPage, StandardPage
        from mail import mailbox
        from municipalities import checklist as checklists
        from municipalities import onboarding, roles
        from municipalities.models import Role
        from shops import badges
        from shops.doubles import rooms

        roles.allow(Role.PROVINCE, *(f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete")))

        onboarding.register(
            onboarding.Part(
                "pagina's",
                join=taking_part.open_pages,
                leave=taking_part.close_pages,
                province=taking_part.open_site_to_province,
                makes=_("Een pagina in het Nederlands, Frans, Engels en Duits, als concept, met een eerste tekst om van te vertrekken."),
                ends=_("Wat op de site staat, blijft staan. Wat nog ter goedkeuring lag, gaat terug naar wie het indiende."),
            )
        )
        account.ask_for_no_face()
        checklists.register(checklist.items, order=20)
        checks.register(provider.provider_is_named, deploy=True)
        badges.register(vote.badges_of_candidate)
        rooms.register(merged_shops.move)
        finding.register(HomePage, in_search.front_page)
        finding.register(MunicipalityPage, in_search.town_page)
        finding.register(StandardPage, in_search.standard_page)
        purging.register_faces(shown_at.faces)
        purging.register(MunicipalityPage, shown_at.of_town_page)
        if settings.DEMO_ALLOWED:
            mailbox.register_codes(logins.codes_at)
