"""What is kept of whoever logs in; the rows of Wagtail, allauth and Django that are about them too."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from privacy.declared import Basis, Kept, Rows, Whose, declare

WHO_DID = (
    *("wagtailcore.ModelLogEntry.user", "wagtailcore.PageLogEntry.user", "wagtailcore.Revision.user"),
    *("wagtailcore.Page.owner", "wagtailcore.Page.locked_by", "wagtailcore.TaskState.finished_by", "wagtailcore.WorkflowState.requested_by"),
    *("wagtailcore.Comment.user", "wagtailcore.Comment.resolved_by", "wagtailcore.CommentReply.user"),
    *("wagtail_localize.StringTranslation.last_translated_by", "wagtail_localize.SegmentOverride.last_translated_by"),
    *("media_library.SiteImage.uploaded_by_user", "media_library.SiteDocument.uploaded_by_user"),
    *("shops.Shop.locked_by", "shops.NotDouble.by", "shops.ImportDecision.by", "shops.ShopSuggestion.dismissed_by"),
    *("shops.ImportBatch.started_by", "shops.ImportBatch.confirmed_by", "shops.ImportBatch.undone_by"),
    *("shops.ShopReport.settled_by", "shops.OwnerRequest.decided_by"),
    *("events.CalendarImport.started_by", "events.CalendarImport.confirmed_by", "events.CalendarImport.undone_by"),
    *("votes.Application.decided_by", "votes.Nomination.decided_by", "votes.Proposal.by", "votes.Proposal.decided_by", "votes.BallotEvent.by"),
    *("votes.RoundCount.made_by", "votes.PublishedResult.by", "votes.PublishedResult.frozen_by"),
    *("votes.ProvincialCount.made_by", "votes.ProvincialEvent.by", "votes.ProvincialResult.by", "votes.ProvincialResult.locked_by"),
    "ikkooplokaal.TranslationJob.asked_by",
)

declare(
    Kept(
        name="accounts.users",
        whose=Whose.EDITORS,
        what=_("Naam en mailadres"),
        why=_("Om te kunnen inloggen, en om te weten wie je vragen kunt stellen."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot een beheerder je login verwijdert. Wie weggaat, mag dat vragen."),
        fields=(
            *(f"accounts.User.{field}" for field in ("email", "first_name", "last_name", "password", "groups", "user_permissions")),
            *("account.EmailAddress.email", "account.EmailAddress.user", "account.EmailConfirmation.email_address"),
            *("accounts.User_groups.user", "accounts.User_user_permissions.user"),
        ),
        rows=Rows(User),
    ),
    Kept(
        name="accounts.factors",
        whose=Whose.EDITORS,
        what=_("De tweede stap bij het inloggen, versleuteld"),
        why=_("Om te weten dat jij het bent."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot je hem vervangt, of tot je login verdwijnt."),
        fields=("mfa.Authenticator.user", "mfa.Authenticator.data"),
        rows=Rows(Authenticator),
    ),
    Kept(
        name="accounts.sessions",
        whose=Whose.EDITORS,
        what=_("Open sessies"),
        why=_("Om je ingelogd te houden."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Hoogstens %(term)s nadat je iets deed; de nacht daarna wissen we ze."),
        fields=("sessions.Session.session_key", "sessions.Session.session_data"),
        rows=Rows(Session),
        term=timedelta(seconds=settings.SESSION_COOKIE_AGE),
        job="clearsessions",
    ),
    Kept(
        name="accounts.own",
        whose=Whose.EDITORS,
        what=_("Je voorkeuren, en wat je nog niet bewaarde"),
        why=_("Om het beheer te tonen zoals jij het wilt, en te zeggen wie nog in een pagina bezig is."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Tot je login verdwijnt."),
        fields=(
            *("wagtailusers.UserProfile.user", "wagtailcore.PageSubscription.user", "wagtailcore.UploadedFile.uploaded_by_user"),
            *("wagtailadmin.EditingSession.user", "wagtailadmin.FormState.user"),
            *("wagtailcore.APIToken.user", "wagtailcore.APIToken.name", "wagtailcore.APIToken.key_hash"),
        ),
    ),
    Kept(
        name="accounts.deeds",
        whose=Whose.EDITORS,
        what=_("Wie wat veranderde, en wanneer"),
        why=_("Om na te gaan hoe iets op de site kwam, en wie over een stemming besliste."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Zolang de site bestaat. Verdwijnt je login, dan blijft er hoogstens een nummer zonder naam."),
        fields=WHO_DID,
    ),
    Kept(
        name="accounts.log",
        whose=Whose.EDITORS,
        what=_("Wanneer je inlogt, in het logboek van de server"),
        why=_("Om misbruik en fouten te vinden. Je staat erin als een nummer, zonder naam of mailadres."),
        basis=Basis.PUBLIC_TASK,
        how_long=_("Hoogstens dertig dagen; daarna wist de server het."),  # docs/runbook.md, "Keeping the log"
        fields=(),
    ),
)
