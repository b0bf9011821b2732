"""What is known about providers of mailboxes: which of their addresses are one mailbox, and which providers people in Belgium use."""

# Characters in the local part that a provider does not look at.
# gmail: support.google.com/mail/answer/7436150 ("Dots don't matter in Gmail addresses").
# proton: proton.me/support/change-username (". _ -" are "transparent"; no other account can take a variation).
IGNORED_CHARACTERS = {"gmail.com": ".", "proton.me": "._-"}

# Domains of one provider under which a name is the same mailbox. Left out on purpose: hotmail, outlook, live and msn (different mailboxes),
# ymail and rocketmail (nobody wrote that a name is one person's under all three of Yahoo's), pandora.be and telenet.be.
SAME_AS = {
    "googlemail.com": "gmail.com",  # support.google.com/mail/answer/10313
    "protonmail.com": "proton.me",  # proton.me/support/addresses-and-aliases
    "protonmail.ch": "proton.me",
    "pm.me": "proton.me",
    "me.com": "icloud.com",  # support.apple.com/en-us/102540
    "mac.com": "icloud.com",
}

# Where "-" starts a tag beside "+": Yahoo's disposable addresses ("name-tag@"); a Yahoo ID itself holds no hyphen.
# The list is what is documented as Yahoo's own mail domains around here; the province can add to it.
HYPHEN_TAGS = (
    "yahoo.com",
    "yahoo.fr",
    "yahoo.de",
    "yahoo.es",
    "yahoo.it",
    "yahoo.ie",
    "yahoo.gr",
    "yahoo.ca",
    "yahoo.co.uk",
)

# Class -> the domains of its mailboxes. Only where anybody can have a mailbox, or every customer of a provider has one: with thousands of
# mailboxes in the province, such a domain says nothing about who votes. All others are unknown domains, told apart by a keyed hash.
PROVIDERS = {
    "gmail": ("gmail.com", "googlemail.com"),
    "microsoft": (
        *("hotmail.com", "hotmail.be", "hotmail.fr", "hotmail.nl", "hotmail.de", "hotmail.co.uk", "hotmail.it", "hotmail.es"),
        *("outlook.com", "outlook.be", "outlook.fr", "outlook.de", "outlook.es", "outlook.it"),
        *("live.com", "live.be", "live.fr", "live.nl", "live.de", "live.co.uk", "msn.com", "windowslive.com"),
    ),
    "telenet": ("telenet.be", "pandora.be"),
    "proximus": ("proximus.be", "skynet.be", "belgacom.net"),
    "scarlet": ("scarlet.be",),
    "voo": ("voo.be", "brutele.be"),
    "edpnet": ("edpnet.be",),
    "icloud": ("icloud.com", "me.com", "mac.com"),
    "yahoo": (*HYPHEN_TAGS, "ymail.com", "rocketmail.com", "myyahoo.com"),
    "proton": ("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
    "aol": ("aol.com",),
    "gmx": ("gmx.com", "gmx.net", "gmx.de", "web.de", "mail.com"),
    "orange": ("orange.fr", "wanadoo.fr"),
    "free": ("free.fr",),
    "sfr": ("sfr.fr",),
    "laposte": ("laposte.net",),
    "ziggo": ("ziggo.nl",),
    "kpn": ("kpnmail.nl", "kpnplanet.nl", "planet.nl", "hetnet.nl"),
}
PROVIDER_OF = {domain: provider for provider, domains in PROVIDERS.items() for domain in domains}

# Second levels under which names are handed out to anybody: "winkel.co.uk" is one registration, "co.uk" is none.
SHARED_SECOND_LEVELS = frozenset({"ac.be", "co.uk", "org.uk", "ac.uk", "me.uk", "com.au", "com.br", "com.tr", "co.nz", "co.za", "eu.org", "us.com"})
