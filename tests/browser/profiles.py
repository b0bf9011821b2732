"""Profiles of the browser that are used again: opening one costs it a second of work, emptying one does not.

Each is as one that has never been here: without cookies, storage, cache or other tabs.
"""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, CDPSession

PATIENCE = 120_000  # milliseconds, for whatever should come to pass on a page; costs nothing when all is well


@dataclass(frozen=True)
class Profile:
    """devtools: of an empty tab that stays open, so that the window does not go with its last tab."""

    context: BrowserContext
    devtools: CDPSession
    javascript: bool


class Profiles:
    """`take` one for each tab of a test, and `give_back` all of them at its end."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.free: list[Profile] = []

    def take(self, javascript: bool) -> Profile:
        found = next((profile for profile in self.free if profile.javascript is javascript), None)
        if found is None:
            return self.make(javascript)
        self.free.remove(found)
        return found

    def make(self, javascript: bool) -> Profile:
        context = self.browser.new_context(
            base_url=self.address, java_script_enabled=javascript, locale="nl-BE", timezone_id="Europe/Brussels", color_scheme="light"
        )
        context.set_default_timeout(PATIENCE)
        return Profile(context, context.new_cdp_session(context.new_page()), javascript)

    def give_back(self, profile: Profile) -> None:
        for page in profile.context.pages[1:]:
            page.close()
        profile.context.clear_cookies()
        profile.context.clear_permissions()
        profile.devtools.send("Network.clearBrowserCache")
        profile.devtools.send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": "all"})
        self.free.append(profile)
