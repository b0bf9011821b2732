"""Whose vote it is: one mailbox, however its address is written, and what is kept of it, which is keyed hashes only.

Source: voting.md "Identity". When in doubt two addresses stay two: a false merge costs an honest voter the vote.
"""

import hmac
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from types import MappingProxyType
from typing import Protocol

from disposable_email_domains import blocklist
from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from gate.visitor import UNKNOWN
from votes.mailboxes import HYPHEN_TAGS, IGNORED_CHARACTERS, PROVIDER_OF, SAME_AS, SHARED_SECOND_LEVELS

TAG_SIGN = "+"
MOST_BYTES = 254  # of an address, in UTF-8: RFC 5321 4.5.3.1.3, erratum 1690 of RFC 3696
MOST_ROUNDS = 5  # of folding until nothing changes; real addresses need one
IPV4_PREFIX = 24  # bits that the hash of a network covers: a provider's street or an office
IPV6_PREFIX = 48  # bits: what a provider gives to one site
OTHER_DIGITS = 16  # hexadecimal digits that tell unknown mail domains apart


class NotAnAddress(ValueError):
    """What was typed is not an e-mail address that can vote; the message never repeats it."""

    def __init__(self) -> None:
        super().__init__("not an e-mail address that can vote")


class DomainRow(Protocol):
    """A rule as the province writes it: `same_as` and `tag_sign` may be empty; "+" always starts a tag."""

    domain: str
    same_as: str
    strip_dots: bool
    tag_sign: str


@dataclass(frozen=True, slots=True)
class DomainRule:
    """How one domain reads local parts. same_as: ASCII domain under which the same names are the same mailboxes, or ""."""

    same_as: str = ""
    ignored: str = ""
    tag_sign: str = ""


NO_RULE = DomainRule()


@dataclass(frozen=True, slots=True)
class DomainRules:
    """Rules by ASCII domain; `same_as` never leads in a circle."""

    by_domain: Mapping[str, DomainRule] = field(default_factory=dict)

    def extended(self, rows: Iterable[DomainRow]) -> "DomainRules":
        """These rules with the province's: a row replaces what was known of its domain.

        A row whose domain is none is passed over; so is a `same_as` that is none, or that would close a circle.
        """
        rules = dict(self.by_domain)
        for row in rows:
            domain, target = ascii_domain(row.domain), ascii_domain(row.same_as)
            if domain is None:
                continue
            rules.pop(domain, None)
            closes_a_circle = target is not None and followed(target, rules) == domain
            alias = "" if target is None or closes_a_circle else target
            rules[domain] = DomainRule(same_as=alias, ignored="." if row.strip_dots else "", tag_sign=row.tag_sign.strip())
        return DomainRules(MappingProxyType(rules))

    def home_of(self, domain: str) -> str:
        """The domain under which the provider's mailboxes are counted."""
        return followed(domain, self.by_domain)

    def bare(self, local: str, domain: str) -> str:
        """The local part without what the provider of `domain` does not look at, never empty."""
        rule = self.by_domain.get(domain, NO_RULE)
        local = "".join(sign for sign in local if sign not in rule.ignored) or local
        for sign in (TAG_SIGN, rule.tag_sign):
            local = before_tag(local, sign)
        return local


def followed(domain: str, rules: Mapping[str, DomainRule]) -> str:
    """The end of the chain of `same_as` that starts at `domain`."""
    while alias := rules.get(domain, NO_RULE).same_as:
        domain = alias
    return domain


def before_tag(local: str, sign: str) -> str:
    """ "jan" of "jan+winkel"; a sign in the first place is part of the name, and a name does not end in a dot."""
    at = local.find(sign, 1) if sign else -1
    return local if at < 0 else local[:at].rstrip(".")


def default_rules() -> DomainRules:
    """What this site knows of itself."""
    rules = {domain: DomainRule(same_as=same_as) for domain, same_as in SAME_AS.items()}
    rules |= {domain: DomainRule(ignored=ignored) for domain, ignored in IGNORED_CHARACTERS.items()}
    rules |= {domain: DomainRule(tag_sign="-") for domain in HYPHEN_TAGS}
    return DomainRules(MappingProxyType(rules))


DEFAULT_RULES = default_rules()


def canonical(address: str, rules: DomainRules = DEFAULT_RULES) -> str:
    """The mailbox that `address` belongs to, "local@domain" with the domain in ASCII: for telling identities apart, never to mail to.

    Local parts outside ASCII are addresses too (RFC 6531), though forms refuse them: no mail leaves to them (mail.outbox). `.example` and
    `.test` are let through, so that a demo can vote.
    The result is a fixed point: canonical(canonical(x)) == canonical(x).

    Raises NotAnAddress, also for quoted local parts, IP literals, and more than MOST_BYTES typed or in canonical form.
    """
    folded = folded_once(address, rules)
    for _ in range(MOST_ROUNDS):
        again = folded_once(folded, rules)
        if again == folded:
            return folded
        folded = again
    raise NotAnAddress


def folded_once(address: str, rules: DomainRules) -> str:
    """One pass of the rules. Raises NotAnAddress."""
    typed = checked(address)
    local, domain = casefolded(typed.local_part), rules.home_of(typed.ascii_domain.lower())
    folded = f"{rules.bare(local, domain)}@{domain}"
    if len(folded.encode()) > MOST_BYTES:
        raise NotAnAddress
    return folded


def checked(address: str) -> ValidatedEmail:
    """The parts of what was typed after NFKC and trimming. Raises NotAnAddress without a trace of the address."""
    parts = syntax_of(address) if is_short_text(address) else None
    if parts is None or "." not in parts.ascii_domain:
        raise NotAnAddress
    return parts


def is_short_text(address: str) -> bool:
    """Whether it can be written in UTF-8 (no lone surrogates) within MOST_BYTES; looked at first, so that no long text is worked on."""
    try:
        return len(address.strip().encode()) <= MOST_BYTES
    except UnicodeEncodeError:
        return False


def syntax_of(address: str) -> ValidatedEmail | None:
    """None when it is no address. A domain is lowered by IDNA's own table, not by casefold, which makes two names of straße and strasse."""
    try:
        return validate_email(
            unicodedata.normalize("NFKC", address).strip(),
            check_deliverability=False,
            test_environment=True,
            allow_quoted_local=False,
            allow_domain_literal=False,
            allow_display_name=False,
        )
    except (EmailNotValidError, UnicodeError):
        return None


def casefolded(local: str) -> str:
    """Casefold between two normal forms, as Unicode 3.13 asks (toNFKC_Casefold)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", local).casefold())


def ascii_domain(text: str) -> str | None:
    """The domain in lower-case ASCII, or None when `text` is not one: what a row of rules may name."""
    name = text.strip()
    parts = syntax_of(f"x@{name}") if is_short_text(name) else None
    return None if parts is None else parts.ascii_domain.lower()


def identity_mac(canonical_address: str, key: bytes) -> str:
    """HMAC-SHA256 of the canonical address under the scope's key, as 64 hexadecimal digits."""
    return hmac.new(key, canonical_address.encode(), "sha256").hexdigest()


def domain_class(canonical_address: str, key: bytes) -> str:
    """The provider's name of PROVIDERS, "disposable" (a signal, never a wall), or "other-" and 16 hexadecimal digits.

    The digits are of the registered name, so that mail.winkel.be and winkel.be are one, and a wildcard domain cannot pass for many.
    """
    domain = canonical_address.rpartition("@")[2]
    if provider := PROVIDER_OF.get(domain):
        return provider
    if any(parent in blocklist for parent in parents(domain)):
        return "disposable"
    return "other-" + keyed("mail domain", registered(domain), key)[:OTHER_DIGITS]


def parents(domain: str) -> list[str]:
    """The domain and those it lies in, down to two labels."""
    labels = domain.split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]


def registered(domain: str) -> str:
    """About what its owner registered: the last two labels, or three under a shared second level. A guess without a list of all registries."""
    labels = domain.split(".")
    return ".".join(labels[-3:] if ".".join(labels[-2:]) in SHARED_SECOND_LEVELS else labels[-2:])


def network_mac(network: str, key: bytes) -> str:
    """Keyed hash of the network's prefix (64 hexadecimal digits), or UNKNOWN as it is: who is unknown is in no network together.

    network: as gate.visitor.network_of gives it: "192.0.2.7" (hashed by its /24), "2001:db8:1:2::/64" (by its /48) or "unknown".
    """
    prefix = prefix_of(network)
    return UNKNOWN if prefix is None else keyed("network", str(prefix), key)


def prefix_of(network: str) -> IPv4Network | IPv6Network | None:
    """The /24 or /48 in which it lies; None when it is no network."""
    try:
        found = ip_network(network, strict=False)
    except ValueError:
        return None
    bits = IPV4_PREFIX if found.version == 4 else IPV6_PREFIX
    return found if found.prefixlen < bits else found.supernet(new_prefix=bits)


def keyed(purpose: str, text: str, key: bytes) -> str:
    """HMAC that no other purpose's can equal: an address holds no NUL."""
    return hmac.new(key, f"{purpose}\0{text}".encode(), "sha256").hexdigest()
