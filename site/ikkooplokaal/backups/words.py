"""What whoever looks after the machine reads of a refusal."""

from ikkooplokaal.backups import refusals

WORDS: dict[type[refusals.Refused], str] = {
    refusals.NoFolder: "BACKUP_DIR is niet ingevuld: er is geen plaats voor back-ups.",
    refusals.Busy: "Er wordt al een back-up gemaakt.",
    refusals.NoRoom: "De back-up kon niet geschreven worden. {what}",
    refusals.NoProgram: "Het programma {what} ontbreekt. Op Debian: apt install postgresql-client, van dezelfde versie als de server of nieuwer.",
    refusals.ProgramFailed: "PostgreSQL weigert. {what}",
    refusals.StoreFailed: "De opslag van de bestanden weigert. {what}",
    refusals.NoDatabase: "Er is geen databank om te bewaren: {what}",
    refusals.Unsound: "De databank zelf is beschadigd, er is geen back-up gemaakt: {what}. Zet de laatste goede terug.",
    refusals.Unknown: "Er is geen back-up {what}. Zonder naam zie je welke er zijn.",
    refusals.Damaged: "De back-up is beschadigd: {what}. Er is niets teruggezet. Neem een andere.",
    refusals.OtherVersion: "Deze back-up is van een nieuwere versie van de site: {what}. Er is niets teruggezet. Werk eerst de site bij.",
    refusals.OtherKind: "Deze back-up is van een andere soort databank of opslag dan de site nu heeft: {what}. Er is niets teruggezet.",
    refusals.NotEmpty: "Daar staat al iets: {what}. Er is niets teruggezet. Zet het opzij, en probeer opnieuw.",
    refusals.Differs: "Er staat een ander bestand met de naam {what}. De databank is niet teruggezet. Zet het opzij, en probeer opnieuw.",
    refusals.CannotWrite: "Schrijven lukt niet: {what}. De databank is niet teruggezet. Maak plaats, en probeer opnieuw.",
    refusals.NeedsServerFolder: "Dit is een kopie van een hele server. Zeg met --server-folder in welke lege map ze komt.",
    refusals.OnlyWithBase: "Dat kan alleen met een kopie van een hele server; deze back-up is er een van de soort {what}.",
    refusals.TooEarly: "Dat moment ligt vóór deze back-up van {what}. Neem een oudere.",
    refusals.NoServerYet: "De databank antwoordt niet, of is nog leeg. {what}",
}


def in_words(refusal: refusals.Refused) -> str:
    return WORDS[type(refusal)].format(what=refusal.what).strip()
