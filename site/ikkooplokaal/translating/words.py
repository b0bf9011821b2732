"""The words of wagtail-localize's form for translators, which its own Dutch leaves out, glues together or says otherwise than the guide."""

from typing import Any

from django.views.i18n import JavaScriptCatalog

IN_DUTCH = {
    "Publish in ": "Publiceer in het ",
    "Translate with ": "Vertaal met ",
    "Translate all missing strings with ": "Laat wat ontbreekt vertalen met ",
    "Download PO file": "PO-bestand downloaden",
    "Download PO file and input translations offline": "Voor een vertaler die met een PO-bestand werkt",
    "Upload PO file": "PO-bestand uploaden",
    "Upload translated PO file to submit translations": "Het ingevulde PO-bestand terugzetten",
    "Stop Synced translation": "Vertaling stoppen",
    "Stopping Synced translation": "Vertaling stopt ...",
    "segments translated": "teksten vertaald",
    "Preview": "Voorbeeld",
    "There are unsaved segments. Please save or cancel them before leaving.": "Er zijn teksten die nog niet bewaard zijn. Bewaar of annuleer ze.",
}


class Words(JavaScriptCatalog):
    """The catalogue of its form, in whatever language the editor reads; mended where that is Dutch."""

    def get_catalog(self) -> dict[str, Any]:
        found = super().get_catalog()
        return found | IN_DUTCH if self.translation.language() == "nl" else found
