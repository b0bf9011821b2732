"""Which machine translates, read from the environment by the settings; it imports nothing, as settings are not there yet."""

from typing import Any

HERE = "ikkooplokaal.translating.outside"


def machine_translator(env: Any, *, may_be_dummy: bool = False) -> dict[str, Any] | None:
    """wagtail-localize's setting: DeepL with a key, else LibreTranslate at an address, else the one that only turns words round (never on a real
    site), else none."""
    if key := env("DEEPL_AUTH_KEY", default=""):
        return {"CLASS": f"{HERE}.DeepL", "OPTIONS": {"AUTH_KEY": key}}
    if address := env("LIBRETRANSLATE_URL", default=""):
        key = env("LIBRETRANSLATE_API_KEY", default="")
        return {"CLASS": f"{HERE}.Libre", "OPTIONS": {"LIBRETRANSLATE_URL": address.rstrip("/"), "API_KEY": key, "TIMEOUT": 30}}
    if may_be_dummy and env.bool("DUMMY_TRANSLATOR", default=False):
        return {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}
    return None
