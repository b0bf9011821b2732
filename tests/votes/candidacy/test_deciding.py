"""The municipality decides: what it may do and until when, what each answer does, and what is forgotten with it."""

from datetime import timedelta
from pathlib import Path

import pytest
from wagtail.models import ModelLogEntry

from mail.models import OutgoingMail
from media_library.models import SiteImage
from tests.factories import roles
from tests.factories.candidacies import A_MINUTE, CUSTOMER, IN_TIME, SHOPKEEPER, a_picture, a_shop, applied, confirmed, mails, nominated
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.votes import OPENS, RoundFactory
from votes import candidacies
from votes.candidacy.lapsing import prune
from votes.candidacy.overview import history
from votes.candidacy.taking_back import take_back
from votes.lineup import NotListed, accepted, line_up
from votes.models import Application, Candidate, Nomination, Round

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

LATER = IN_TIME + timedelta(days=2)
SEND_IN = pytest.mark.parametrize("send_in", [applied, nominated], ids=["application", "nomination"])


@pytest.fixture
def editor():
    return roles.editor(MunicipalityFactory(nis="37022", name="Tielt", slug="tielt"))


def approve(submission, editor, at=LATER):
    candidacies.approve(submission=submission, by=editor, at=at)
    submission.refresh_from_db()


@SEND_IN
def test_who_is_approved_stands_is_told_by_mail_and_their_address_is_erased(send_in, editor):
    waiting = confirmed(send_in(a_shop()))
    approve(waiting, editor)
    assert (waiting.state, waiting.email, waiting.decided_at, waiting.decided_by) == ("approved", "", LATER, editor)
    assert [one.shop for one in accepted(waiting.round)] == [waiting.shop]
    (mail,) = mails(f"{waiting._meta.model_name}_approved")
    assert mail.to == (SHOPKEEPER if send_in is applied else CUSTOMER)
    assert "Stemmen kan vanaf maandag 1 maart, 8 u. (Belgische tijd)." in mail.text.replace("\N{NO-BREAK SPACE}", " ")
    assert (mail.about, mail.forget_at) == (f"votes round {waiting.round_id}", LATER + timedelta(hours=71))


@SEND_IN
def test_who_is_refused_reads_why_and_their_address_and_picture_are_gone(send_in, editor, settings, django_capture_on_commit_callbacks):
    waiting = confirmed(send_in(a_shop(), **({"picture": a_picture()} if send_in is applied else {})))
    files = [Path(settings.MEDIA_ROOT) / image.file.name for image in SiteImage.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        candidacies.refuse(submission=waiting, reason="  Dit is een webshop.\nKom gerust terug.  ", by=editor, at=LATER)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.email, waiting.reason) == ("refused", "", "Dit is een webshop.\nKom gerust terug.")
    assert (SiteImage.objects.count(), [file.exists() for file in files]) == (0, [False] * len(files))
    (mail,) = mails(f"{waiting._meta.model_name}_refused")
    assert "Dit is een webshop." in mail.text
    assert "Dit is een webshop.<br>Kom gerust terug." in mail.html


@SEND_IN
def test_a_refusal_needs_a_reason(send_in, editor):
    waiting = confirmed(send_in(a_shop()))
    with pytest.raises(candidacies.NoReason):
        candidacies.refuse(submission=waiting, reason=" \n", by=editor, at=LATER)
    waiting.refresh_from_db()
    assert (waiting.state, bool(waiting.email)) == ("waiting", True)


@SEND_IN
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_the_answer_comes_in_the_language_in_which_it_was_sent_in(send_in, editor, language):
    waiting = confirmed(send_in(a_shop(), language=language))
    approve(waiting, editor)
    (mail,) = mails(f"{waiting._meta.model_name}_approved")
    assert mail.language == language


@SEND_IN
def test_what_is_not_confirmed_or_decided_already_cannot_be_decided(send_in, editor):
    sent = send_in(a_shop())
    with pytest.raises(candidacies.NotWaiting):
        approve(sent, editor)
    approve(confirmed(sent), editor)
    for again in (lambda: approve(sent, editor), lambda: candidacies.refuse(submission=sent, reason="Toch niet.", by=editor, at=LATER)):
        with pytest.raises(candidacies.NotWaiting):
            again()
    assert len(mails(f"{sent._meta.model_name}_approved")) == 1


@SEND_IN
def test_once_the_round_has_opened_nothing_is_decided(send_in, editor):
    waiting = confirmed(send_in(a_shop()))
    deeds = [
        lambda: approve(waiting, editor, OPENS),
        lambda: candidacies.refuse(submission=waiting, reason="Te laat.", by=editor, at=OPENS),
        lambda: candidacies.withdraw(submission=waiting, by=editor, at=OPENS),
        lambda: candidacies.mend(submission=waiting, words={"pitch": "Anders."}, by=editor, at=OPENS),
    ]
    for deed in deeds:
        with pytest.raises(candidacies.TooLate):
            deed()
    approve(waiting, editor, OPENS - timedelta(microseconds=1))


@SEND_IN
def test_nothing_is_decided_in_a_round_that_was_called_off(send_in, editor):
    waiting = confirmed(send_in(a_shop()))
    Round.objects.update(cancelled_at=LATER)
    with pytest.raises(candidacies.TooLate):
        approve(waiting, editor)


@SEND_IN
def test_a_shop_that_left_the_directory_meanwhile_cannot_be_approved(send_in, editor):
    waiting = confirmed(send_in(a_shop()))
    type(waiting.shop).objects.update(live=False)
    with pytest.raises(NotListed):
        approve(waiting, editor)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


# -- what the shop is told


def test_a_shop_that_is_nominated_hears_it_with_the_words_of_the_customer_and_where_to_write_its_own(laid_out, editor):
    waiting = confirmed(nominated(a_shop(email="kroon@winkel.example", slug="kroon")))
    approve(waiting, editor)
    (mail,) = mails("shop_nominated")
    assert mail.to == "kroon@winkel.example"
    assert "Ze kennen iedereen bij naam." in mail.text
    assert "/nl/stemmen/2027/tielt/kandidaat-worden/?winkel=kroon" in mail.text
    assert CUSTOMER not in mail.text


def test_a_shop_hears_of_its_first_nomination_only_and_of_none_when_it_stands_itself(editor):
    shop = a_shop(email="kroon@winkel.example")
    for who in ("jef", "mia"):
        approve(confirmed(nominated(shop, email=f"{who}@klant.example")), editor)
    assert len(mails("shop_nominated")) == 1
    other = a_shop(email="bel@winkel.example")
    confirmed(applied(other))
    approve(confirmed(nominated(other)), editor)
    assert len(mails("shop_nominated")) == 1


def test_a_shop_without_an_address_in_the_directory_gets_no_mail(editor):
    approve(confirmed(nominated(a_shop())), editor)
    assert mails("shop_nominated") == []


def test_after_the_weeks_of_candidacy_the_mail_to_the_shop_has_no_form(laid_out, editor):
    waiting = confirmed(nominated(a_shop(email="kroon@winkel.example")))
    approve(waiting, editor, waiting.round.edition.candidacy_until)
    assert "kandidaat-worden" not in mails("shop_nominated")[0].text


# -- taking back


@SEND_IN
def test_an_approval_by_mistake_is_taken_back_and_the_shop_reads_why_at_its_address_in_the_directory(send_in, editor):
    """The address that it came from went with the approval, as its mail promised."""
    waiting = confirmed(send_in(a_shop(email="kroon@winkel.example")))
    approve(waiting, editor)
    assert take_back(submission=waiting, reason="  Ik nam de verkeerde zaak. ", by=editor, at=LATER)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, waiting.decided_by) == ("refused", "Ik nam de verkeerde zaak.", editor)
    assert accepted(waiting.round) == []
    (mail,) = mails("approval_taken_back")
    assert (mail.to, "Ik nam de verkeerde zaak." in mail.text, "vergissing van de gemeente" in mail.text) == ("kroon@winkel.example", True, True)
    assert "op vraag van de winkel" not in mail.text + mail.html
    assert [happened.what for happened in history(waiting)] == ["nam de goedkeuring terug", "keurde dit goed"]


@SEND_IN
def test_a_shop_without_an_address_in_the_directory_has_to_be_called(send_in, editor):
    waiting = confirmed(send_in(a_shop()))
    approve(waiting, editor)
    assert take_back(submission=waiting, reason="De verkeerde zaak.", by=editor, at=LATER) is False
    assert mails("approval_taken_back") == []


def test_only_what_is_approved_is_taken_back_with_a_reason_and_before_the_round_opens(editor):
    waiting = confirmed(applied(a_shop()))
    refusals = []
    for reason, at in ((" ", LATER), ("De verkeerde zaak.", LATER)):
        with pytest.raises(candidacies.Refused) as refused:
            take_back(submission=waiting, reason=reason, by=editor, at=at)
        refusals.append(refused.type)
    approve(waiting, editor)
    with pytest.raises(candidacies.TooLate):
        take_back(submission=waiting, reason="De verkeerde zaak.", by=editor, at=OPENS)
    assert refusals == [candidacies.NoReason, candidacies.NotWaiting]
    assert [one.shop for one in accepted(waiting.round)] == [waiting.shop]


def test_what_was_taken_back_may_be_sent_in_again_and_another_approval_stays(editor):
    shop = a_shop()
    own, voice = confirmed(applied(shop)), confirmed(nominated(shop))
    approve(own, editor)
    approve(voice, editor)
    take_back(submission=own, reason="De verkeerde tekst.", by=editor, at=LATER)
    assert [one.pitch for one in accepted(own.round)] == [voice.pitch]
    assert confirmed(applied(shop, at=LATER)).state == "waiting"


# -- withdrawing


def test_a_shop_that_does_not_want_to_stand_is_withdrawn_with_all_its_nominations_and_who_waits_is_answered(editor):
    shop, other = a_shop(), a_shop()
    standing, voice, elsewhere = confirmed(applied(shop)), confirmed(nominated(shop)), confirmed(nominated(other, email="mia@klant.example"))
    approve(standing, editor)
    candidacies.withdraw(submission=standing, by=editor, at=LATER)
    for one in (standing, voice, elsewhere):
        one.refresh_from_db()
    assert [one.state for one in (standing, voice, elsewhere)] == ["withdrawn", "withdrawn", "waiting"]
    assert (accepted(standing.round), voice.email) == ([], "")
    (mail,) = mails("nomination_refused")
    assert (mail.to, "De winkel vroeg om niet mee te doen." in mail.text) == (CUSTOMER, True)


def test_what_was_withdrawn_stands_no_longer_and_may_be_sent_in_again(editor):
    shop = a_shop()
    standing = confirmed(applied(shop))
    candidacies.withdraw(submission=standing, by=editor, at=LATER)
    with pytest.raises(candidacies.NotWaiting):
        candidacies.withdraw(submission=standing, by=editor, at=LATER)
    assert confirmed(applied(shop, at=LATER)).state == "waiting"


# -- mending


def test_a_typing_error_is_mended_and_what_it_was_stays_in_the_history(editor):
    waiting = confirmed(applied(a_shop()))
    candidacies.mend(submission=waiting, words={"pitch": "Om zeven uur staat het brood klaar.", "supports": "De fanfare"}, by=editor, at=LATER)
    waiting.refresh_from_db()
    assert waiting.pitch == "Om zeven uur staat het brood klaar."
    (happened,) = history(waiting)
    assert happened.changes == (("Tekst", "Om zes uur staat het brood klaar.", "Om zeven uur staat het brood klaar."),)


def test_saving_the_same_words_leaves_no_trace(editor):
    waiting = confirmed(nominated(a_shop()))
    candidacies.mend(submission=waiting, words={"pitch": waiting.pitch}, by=editor, at=LATER)
    assert history(waiting) == []


def test_the_words_of_what_was_decided_stay(editor):
    waiting = confirmed(applied(a_shop()))
    approve(waiting, editor)
    with pytest.raises(candidacies.NotWaiting):
        candidacies.mend(submission=waiting, words={"pitch": "Anders."}, by=editor, at=LATER)


def test_the_audit_log_names_no_address(editor):
    waiting = confirmed(applied(a_shop()))
    candidacies.mend(submission=waiting, words={"pitch": "Anders."}, by=editor, at=LATER)
    approve(waiting, editor)
    entries = list(ModelLogEntry.objects.values_list("label", "data"))
    assert len(entries) == 2
    assert SHOPKEEPER not in str(entries)
    assert "Peeters" not in str(entries)


# -- the line-up


def test_the_shops_own_words_and_picture_go_before_those_of_a_customer(editor):
    shop = a_shop()
    approve(confirmed(nominated(shop)), editor)
    own = confirmed(applied(shop, picture=a_picture()))
    approve(own, editor)
    line_up(round_id=own.round_id, at=OPENS)
    candidate = Candidate.objects.get()
    assert (candidate.pitch, candidate.supports, candidate.picture) == (own.pitch, "De fanfare", own.picture)


# -- forgetting


@SEND_IN
def test_what_nobody_confirms_is_gone_within_72_hours_with_its_picture(send_in):
    sent = send_in(a_shop(), **({"picture": a_picture()} if send_in is applied else {}))
    assert prune(IN_TIME + timedelta(hours=71) - A_MINUTE) == 0
    assert prune(IN_TIME + timedelta(hours=71)) == 1
    assert not type(sent).objects.exists()
    assert not SiteImage.objects.exists()


@SEND_IN
def test_what_was_confirmed_waits_as_long_as_it_takes_until_the_round_opens(send_in):
    waiting = confirmed(send_in(a_shop()))
    prune(OPENS - A_MINUTE)
    waiting.refresh_from_db()
    assert (waiting.state, bool(waiting.email)) == ("waiting", True)


@SEND_IN
def test_what_nobody_decided_before_the_opening_is_answered_and_forgotten(send_in):
    waiting = confirmed(send_in(a_shop()))
    prune(OPENS)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.email) == ("refused", "")
    (mail,) = mails(f"{waiting._meta.model_name}_refused")
    assert "De stemming begon voor de gemeente dit kon nakijken." in mail.text


@SEND_IN
def test_who_waits_in_a_round_that_is_called_off_is_told_so(send_in):
    waiting = confirmed(send_in(a_shop()))
    Round.objects.update(cancelled_at=LATER)
    prune(LATER)
    (mail,) = mails(f"{waiting._meta.model_name}_refused")
    assert "De stemming in deze gemeente gaat niet door." in mail.text
    assert prune(LATER) == 0


def test_of_a_published_round_no_address_and_no_name_is_left(editor):
    standing = confirmed(applied(a_shop()))
    approve(standing, editor)
    assert standing.contact_name == "An Peeters"
    Nomination.objects.create(
        round=standing.round, shop=standing.shop, pitch="Goed.", email="vergeten@klant.example", created_at=IN_TIME, state="refused"
    )
    Round.objects.update(frozen_at=LATER, published_at=LATER)
    assert prune(LATER) == 2
    assert set(Application.objects.values_list("contact_name", flat=True)) == {""}
    assert {one.email for one in [*Application.objects.all(), *Nomination.objects.all()]} == {""}


def test_of_a_round_that_was_called_off_no_address_and_no_name_is_left_either(editor):
    standing = confirmed(applied(a_shop()))
    approve(standing, editor)
    Round.objects.update(cancelled_at=LATER)
    assert prune(LATER) == 1
    assert set(Application.objects.values_list("contact_name", "email")) == {("", "")}


def test_a_picture_that_something_else_uses_stays(editor):
    shop = a_shop()
    waiting = confirmed(applied(shop, picture=a_picture()))
    shop.photo = waiting.picture
    shop.save()
    candidacies.refuse(submission=waiting, reason="Nee.", by=editor, at=LATER)
    assert SiteImage.objects.count() == 1


def test_no_mail_of_candidacy_stays_readable(editor):
    shop = a_shop(email="kroon@winkel.example")
    approve(confirmed(nominated(shop)), editor)
    assert OutgoingMail.objects.filter(forget_at=None).count() == 0
    assert OutgoingMail.objects.exclude(about=f"votes round {RoundFactory(municipality=shop.municipality).pk}").count() == 0


@SEND_IN
def test_who_waits_for_an_answer_gets_one_when_the_shop_leaves_the_directory(send_in):
    waiting = confirmed(send_in(a_shop()))
    waiting.shop.delete()
    (mail,) = mails(f"{waiting._meta.model_name}_refused")
    assert mail.to == (SHOPKEEPER if send_in is applied else CUSTOMER)
    assert "De winkel staat niet meer in de gids." in mail.text
