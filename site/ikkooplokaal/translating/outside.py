"""Services that translate, as this site asks them. Only the worker does, never a request of an editor or a visitor."""

from collections.abc import Iterable
from typing import Any

import requests
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

VARIANTS = {"EN": "EN-GB"}  # "EN" alone is American to DeepL
POLITE = "prefer_more"  # vous, Sie: as the rest of the site


class DeepL(DeepLTranslator):
    """wagtail-localize's takes an answer that refuses for one that translates. Raises requests.HTTPError, which does not hold the key."""

    def get_parameters(self, source_locale: Any, target_locale: Any, strings: Iterable[StringValue]) -> dict[str, Any]:
        asked = super().get_parameters(source_locale, target_locale, strings)
        return asked | {"target_lang": VARIANTS.get(asked["target_lang"], asked["target_lang"]), "formality": POLITE}

    def translate(self, source_locale: Any, target_locale: Any, strings: list[StringValue]) -> dict[StringValue, StringValue]:
        asked = self.get_parameters(source_locale, target_locale, strings)
        answer = requests.post(self.get_api_endpoint(), asked, timeout=30, headers=self.get_headers(), allow_redirects=False)
        answer.raise_for_status()
        told = answer.json()["translations"]
        return {string: StringValue(one["text"]) for string, one in zip(strings, told, strict=True)}


class Libre(LibreTranslator):
    """A server of one's own, or libretranslate.com. wagtail-localize's follows whoever redirects it, with the texts and the key."""

    display_name = "LibreTranslate"

    def translate(self, source_locale: Any, target_locale: Any, strings: list[StringValue]) -> dict[StringValue, StringValue]:
        source, target = (self.language_code(locale.language_code) for locale in (source_locale, target_locale))
        asked = {"q": [string.data for string in strings], "source": source, "target": target, "format": "html", "api_key": self.options["API_KEY"]}
        address = f"{self.get_api_endpoint()}/translate"
        answer = requests.post(address, json=asked, timeout=self.get_timeout(), allow_redirects=False)
        answer.raise_for_status()
        told = answer.json()["translatedText"]
        return {string: StringValue(one) for string, one in zip(strings, told, strict=True)}
