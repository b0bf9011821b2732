"""A shopkeeper applies, a customer nominates: what is taken, from whom and until when, and what the code does."""

import re
from datetime import timedelta

import pytest

from gate.models import Throttle
from gate.proof_of_work import Spent
from gate.throttle import TooMany
from mail.links import NotValid
from mail.models import OutgoingMail
from municipalities.onboarding import onboard
from tests.factories.candidacies import A_MINUTE, CUSTOMER, IN_TIME, SHOPKEEPER, a_picture, a_shop, applied, code_for, confirmed, mails, nominated
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.factories.votes import OPENS, EditionFactory, RoundFactory
from tests.proofs import proof
from votes import asking, candidacies
from votes.identity import NotAnAddress
from votes.lineup import ElsewhereListed, NotIndependent, NotListed
from votes.models import Application, Edition, Nomination

pytestmark = pytest.mark.django_db

SEND_IN = pytest.mark.parametrize("send_in", [applied, nominated], ids=["application", "nomination"])


def test_an_application_is_seen_by_nobody_until_its_code_is_typed():
    sent = applied(a_shop())
    assert (sent.state, sent.confirmed_at) == ("new", None)
    confirmed(sent)
    assert (sent.state, sent.confirmed_at) == ("waiting", IN_TIME + A_MINUTE)
    assert (sent.pitch, sent.supports, sent.contact_name) == ("Om zes uur staat het brood klaar.", "De fanfare", "An Peeters")


def test_a_nomination_is_seen_by_nobody_until_its_code_is_typed():
    sent = nominated(a_shop())
    assert sent.state == "new"
    assert confirmed(sent).state == "waiting"


@SEND_IN
def test_the_code_leaves_for_the_address_that_was_given_and_the_mail_is_forgotten_in_three_days(send_in):
    sent = send_in(a_shop())
    (mail,) = OutgoingMail.objects.all()
    assert mail.to == (SHOPKEEPER if send_in is applied else CUSTOMER)
    assert (mail.about, mail.forget_at) == (f"votes round {sent.round_id}", IN_TIME + timedelta(hours=71))
    assert "Bakkerij De Kroon" in mail.text


@SEND_IN
def test_the_address_stands_sealed_in_the_database(send_in):
    sent = send_in(a_shop())
    stored = type(sent).objects.extra(select={"raw": "email"}).values_list("raw", flat=True).get()
    assert "@" not in stored
    assert "@" in type(sent).objects.get().email


@SEND_IN
@pytest.mark.parametrize("late", [timedelta(days=-60), timedelta(days=19), timedelta(days=60)], ids=["too early", "just too late", "much too late"])
def test_nothing_is_taken_outside_the_weeks_of_the_edition(send_in, late):
    with pytest.raises(candidacies.NotTaking):
        send_in(a_shop(), at=IN_TIME + late)
    assert not OutgoingMail.objects.exists()


@SEND_IN
def test_the_weeks_of_the_edition_are_half_open(send_in):
    edition, shop = EditionFactory(), a_shop()
    assert send_in(shop, at=edition.candidacy_from)
    assert send_in(shop, at=edition.candidacy_until - timedelta(microseconds=1))
    with pytest.raises(candidacies.NotTaking):
        send_in(shop, at=edition.candidacy_until)


@SEND_IN
def test_nothing_is_taken_in_a_round_that_was_called_off_or_an_edition_that_is_not_announced(send_in):
    called_off = RoundFactory(cancelled_at=IN_TIME)
    with pytest.raises(candidacies.NotTaking):
        send_in(a_shop(called_off))
    draft = RoundFactory(edition=EditionFactory(year=2028, scheduled_at=None))
    with pytest.raises(candidacies.NotTaking):
        send_in(a_shop(draft), draft)


@SEND_IN
def test_a_chain_cannot_be_sent_in_where_only_independents_may_stand(send_in):
    EditionFactory(stands=Edition.Stands.INDEPENDENTS)
    for kind in ("chain", "franchise"):
        with pytest.raises(NotIndependent):
            send_in(a_shop(kind=kind))
    assert send_in(a_shop(kind="unknown")), "nobody knows: the municipality looks"


@SEND_IN
def test_a_shop_of_another_town_or_one_that_left_the_directory_cannot_be_sent_in(send_in):
    voting_round = RoundFactory()
    with pytest.raises(NotListed):
        send_in(a_shop(voting_round, live=False), voting_round)
    with pytest.raises(ElsewhereListed):
        send_in(ShopFactory(municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk")), voting_round)


def test_without_consent_nothing_is_stored():
    with pytest.raises(candidacies.NoConsent):
        applied(a_shop(), has_consent=False)
    assert not Application.objects.exists()


@SEND_IN
@pytest.mark.parametrize("address", ["", "jef", "jef@", '"jef x"@klant.example', "jef@[127.0.0.1]"])
def test_what_is_no_address_is_refused_and_nothing_is_stored(send_in, address):
    with pytest.raises(NotAnAddress):
        send_in(a_shop(), email=address)
    assert not Application.objects.exists()
    assert not Nomination.objects.exists()


def test_a_second_application_for_a_shop_is_refused_while_one_stands():
    shop = a_shop()
    first, second = applied(shop), applied(shop, email="els@winkel.example")
    code = code_for(second)
    candidacies.confirm(submission=first, code=code_of_the_first(first), at=IN_TIME + A_MINUTE)
    with pytest.raises(candidacies.AlreadyStands):
        candidacies.confirm(submission=second, code=code, at=IN_TIME + A_MINUTE)
    second.refresh_from_db()
    assert second.state == "new"
    with pytest.raises(candidacies.AlreadyStands):
        applied(shop, email="els@winkel.example")


def code_of_the_first(application: Application) -> str:
    return mails("application_code")[0].text.split("\n    ")[1][:6]


def test_after_a_refusal_the_shop_may_apply_again(django_user_model):
    shop = a_shop()
    by = django_user_model.objects.create_user("els@stad.example", "lokaal-kopen-test")
    candidacies.refuse(submission=confirmed(applied(shop)), reason="Er ontbreekt iets.", by=by, at=IN_TIME + A_MINUTE)
    assert confirmed(applied(shop, at=IN_TIME + timedelta(hours=1))).state == "waiting"


def test_a_shop_that_stands_may_be_nominated_as_another_voice():
    shop = a_shop()
    standing = confirmed(applied(shop))
    confirmed(nominated(shop))
    confirmed(nominated(shop, email="mia@klant.example"))
    nominated(shop, email="nooit.bevestigd@klant.example")
    assert candidacies.voices(standing) == 2


@SEND_IN
def test_a_wrong_code_confirms_nothing_and_after_five_the_right_one_neither(send_in):
    sent = send_in(a_shop())
    right = code_for(sent)
    wrong = "000000" if right != "000000" else "111111"
    for _try in range(5):
        with pytest.raises(NotValid):
            candidacies.confirm(submission=sent, code=wrong, at=IN_TIME + A_MINUTE)
    with pytest.raises(NotValid):
        candidacies.confirm(submission=sent, code=right, at=IN_TIME + A_MINUTE)
    sent.refresh_from_db()
    assert sent.state == "new"


@SEND_IN
def test_a_code_lives_an_hour(send_in):
    sent = send_in(a_shop())
    with pytest.raises(NotValid):
        confirmed(sent, after=timedelta(minutes=60))
    assert confirmed(send_in(a_shop(), email="op.tijd@klant.example"), after=timedelta(minutes=59)).state == "waiting"


@SEND_IN
def test_a_code_of_the_last_minute_may_be_typed_after_the_weeks_are_over(send_in):
    sent = send_in(a_shop(), at=EditionFactory().candidacy_until - A_MINUTE)
    assert confirmed(sent, after=timedelta(minutes=30)).state == "waiting"


def test_once_the_round_has_opened_no_code_counts():
    voting_round = RoundFactory(edition=EditionFactory(candidacy_until=OPENS))
    sent = nominated(a_shop(voting_round), voting_round, at=voting_round.opens_at - A_MINUTE)
    with pytest.raises(candidacies.TooLate):
        confirmed(sent)


@SEND_IN
def test_the_code_again_changes_nothing(send_in):
    sent = send_in(a_shop())
    code = code_for(sent)
    confirmed(sent)
    candidacies.confirm(submission=sent, code=code, at=IN_TIME + 5 * A_MINUTE)
    sent.refresh_from_db()
    assert (sent.state, sent.confirmed_at) == ("waiting", IN_TIME + A_MINUTE)


@SEND_IN
def test_a_new_code_makes_the_former_one_worthless(send_in):
    sent = send_in(a_shop())
    former = code_for(sent)
    candidacies.send_again(submission=sent, at=IN_TIME + A_MINUTE)
    newer = code_for(sent)
    if newer != former:
        with pytest.raises(NotValid):
            candidacies.confirm(submission=sent, code=former, at=IN_TIME + 2 * A_MINUTE)
    assert confirmed(sent, after=2 * A_MINUTE).state == "waiting"


def test_no_new_code_leaves_for_what_was_confirmed():
    sent = confirmed(applied(a_shop()))
    candidacies.send_again(submission=sent, at=IN_TIME + A_MINUTE)
    assert len(mails("application_code")) == 1


def test_a_strangers_mailbox_gets_three_mails_a_day_however_it_is_written_and_nobody_else_can_tell():
    shop = a_shop()
    addresses = ["jan.smet@gmail.com", "JanSmet@gmail.com", "jansmet+a@gmail.com", "jansmet@googlemail.com", "j.ansmet@gmail.com"]
    sent = [nominated(shop, email=address) for address in addresses]
    assert [one.state for one in sent] == ["new"] * 5
    assert len(mails("nomination_code")) == 3
    nominated(shop, email=addresses[0], at=IN_TIME + timedelta(days=1))
    assert len(mails("nomination_code")) == 4
    assert not Throttle.objects.filter(key__icontains="smet").exists()


def test_a_network_sends_sixty_an_hour():
    for _try in range(60):
        candidacies.count_try(network="192.0.2.7", at=IN_TIME)
    with pytest.raises(TooMany):
        candidacies.count_try(network="192.0.2.7", at=IN_TIME)
    candidacies.count_try(network="192.0.2.8", at=IN_TIME)
    candidacies.count_try(network="192.0.2.7", at=IN_TIME + timedelta(hours=1))


def test_without_a_proof_of_work_the_mail_comes_later_once_the_budget_is_spent(monkeypatch):
    monkeypatch.setattr(candidacies, "UNPROVEN", candidacies.Rule("votes.unproven submissions", 1, timedelta(minutes=10)))
    shop = a_shop()
    soon, late = (nominated(shop, email=f"{who}@klant.example") for who in ("eerst", "tweede"))
    assert [mail.due_at for mail in mails("nomination_code")] == [IN_TIME, IN_TIME + asking.LATER]
    candidacies.confirm(submission=late, code=code_for(late), at=IN_TIME + asking.LATER + timedelta(minutes=59))
    late.refresh_from_db()
    assert (soon.state, late.state) == ("new", "waiting")


def test_with_a_proof_of_work_the_mail_leaves_at_once_and_the_proof_counts_once(monkeypatch):
    monkeypatch.setattr(candidacies, "UNPROVEN", candidacies.Rule("votes.unproven submissions", 0, timedelta(minutes=10)))
    shop = a_shop()
    made = proof(asking.bound_to(RoundFactory().pk), IN_TIME)
    nominated(shop, proof=made)
    assert [mail.due_at for mail in mails("nomination_code")] == [IN_TIME]
    with pytest.raises(Spent):
        nominated(shop, proof=made)
    assert Nomination.objects.count() == 1


def test_a_picture_is_kept_among_those_of_the_town_with_its_description_and_a_name_that_nobody_guesses():
    voting_round = RoundFactory()
    collection = onboard(municipality=voting_round.municipality, at=IN_TIME).collection
    image = applied(a_shop(voting_round), picture=a_picture()).picture
    assert (image.collection, image.description) == (collection, "De toog met broden tot aan het plafond")
    assert (image.width, image.height) == (12, 8)
    assert image.file_size > 0
    assert "toog" not in image.file.name
    assert image.rights == "Ingezonden met toestemming, 1 februari 2027"


def test_the_random_part_of_its_name_stands_whole_behind_a_long_name_of_a_shop():
    image = applied(a_shop(slug="k" * 140), picture=a_picture()).picture
    assert re.fullmatch(r"original_images/kandidaat-k{40}-[0-9a-f]{16}\.jpg", image.file.name)


def test_a_picture_in_a_town_that_does_not_take_part_is_for_the_province_alone():
    assert applied(a_shop(), picture=a_picture()).picture.collection.is_root()
