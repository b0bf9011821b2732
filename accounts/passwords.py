"""What is asked of a password, in our words."""

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

# What people here take first, besides Django's own list, which is English.
LISTED = """
    wachtwoord wachtwoorden paswoord password passwoord pasword passe geheim geheimpje sesam sesamopenu welkom welkomthuis welcome hallo hello
    goedemorgen goeiedag dag login inloggen aanmelden test tester testen proef demo admin administrator beheer beheerder gebruiker redactie redacteur
    auteur verander verandermij veranderen changeme letmein iloveyou ikhouvanjou ikhouvanu liefde liefje schat schatje mama papa oma opa
    azerty qwerty qwertz qsdf asdf abc
    ik koop ikkoop lokaal lokale kopen koopt winkel winkels winkelen winkelier winkeliers winkelhier handel handelaar handelaars ikkooplokaal
    ikkooplokaalbe ikkoopinmijngemeente kooplokaal campagne gemeente gemeenten stad stadhuis gemeentehuis dorp provincie west oost vlaanderen
    westvlaanderen vlaams belgie belgium brussel antwerpen gent leuven
    zomer winter lente herfst zomervakantie vakantie kerstmis kerst pasen nieuwjaar weekend
    januari februari maart april mei juni juli augustus september oktober november december
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    voetbal club clubbrugge cercle anderlecht essevee wielrennen koers duivels rodeduivels kampioen
    alveringem anzegem ardooie avelgem beernem blankenberge bredene brugge damme deerlijk dehaan depanne dentergem diksmuide gistel harelbeke
    heuvelland hooglede houthulst ichtegem ieper ingelmunster izegem jabbeke knokke knokkeheist koekelare koksijde kortemark kortrijk kuurne
    langemark ledegem lendelede lichtervelde loreninge menen mesen meulebeke middelkerke moorslede nieuwpoort oostende oostkamp oostrozebeke oudenburg
    pittem poperinge roeselare ruiselede spiere staden tielt torhout veurne vleteren waregem wervik wevelgem wielsbeke wingene zedelgem zonnebeke
    zuienkerke zwevegem
"""
WORDS = frozenset(LISTED.split())
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789012345678901234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qazwsxedcrfvtgbyhnujmikolp",
    "aqwzsxedcrfvtgbyhnujikolpm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1aqw2zsx3edc4rfv5tgb6yhn7uj8ik9ol0pm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
    "a1b2c3d4e5f6g7h8i9j0",
)
RUNS = ROWS + tuple(row[::-1] for row in ROWS)
LONGEST_PIECE = max(map(len, [*WORDS, *RUNS]))
SHORTEST_RUN = 3  # characters in the order of the alphabet, of counting or of a keyboard
LETTERS_FOR_SIGNS = str.maketrans("0134578@$€!", "oieastbasei")
FEWEST_CHARACTERS = 5  # different ones


class LongEnough(MinimumLengthValidator):
    """Django's, whose message is not translated."""

    def get_error_message(self) -> str:
        return gettext("Dit wachtwoord is te kort: neem minstens %(count)s tekens.") % {"count": self.min_length}


class NotOnEverybodysList:
    """Refuses what people in Flanders take first: a word of the list with a year behind it, a run on the keyboard, one key held down."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        if is_guessed_first(password):
            raise ValidationError(gettext("Dit wachtwoord is makkelijk te raden. Neem liever een zin die alleen jij verzint."), code="guessed_first")

    def get_help_text(self) -> str:
        return gettext("Geen bekend woord met een jaartal erachter, en geen rij van je toetsenbord.")


def is_guessed_first(password: str) -> bool:
    """Whether nothing of one's own is left in it: only words of the list, runs, and digits and signs around them; or few characters."""
    return len(set(password.casefold())) < FEWEST_CHARACTERS or any(map(is_made_of_the_known, readings(password.casefold())))


def readings(lowered: str) -> set[str]:
    """What may have been meant: "w3lk0m-2026!" is "welkom", "azertyuiop12" is "azertyuiop"; letters, and digits where they may be a run."""
    inside = lowered.strip("".join(sign for sign in set(lowered) if not sign.isalpha()))
    return {
        "".join(filter(str.isalnum, lowered)),
        "".join(filter(str.isalpha, lowered)),
        "".join(filter(str.isalpha, inside.translate(LETTERS_FOR_SIGNS))),
        "".join(filter(str.isalpha, lowered.translate(LETTERS_FOR_SIGNS))),
        "".join(filter(str.isalnum, inside)),
    }


def is_made_of_the_known(text: str) -> bool:
    """Whether words of the list and runs, one behind the other, make all of `text`; nothing is made of nothing."""
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached |= {end for end in range(at + 1, min(at + LONGEST_PIECE, len(text)) + 1) if is_known(text[at:end])}
    return len(text) in reached


def is_known(piece: str) -> bool:
    return piece in WORDS or (len(piece) >= SHORTEST_RUN and any(piece in run for run in RUNS))
