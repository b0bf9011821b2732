"""What search engines are told about an ambassador, in the words of schema.org: a page about a shop that got an award.

Sources: https://schema.org/ProfilePage and https://schema.org/award
"""

from typing import TYPE_CHECKING, Any

from shops.structured_data import identity

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorPage


def ambassador_json_ld(page: "AmbassadorPage", *, label: str, image_url: str, shop_url: str) -> dict[str, Any]:
    """To be written by content.structured_data.json_ld. label: the award, in the language of the page. image_url, shop_url: absolute, or ""."""
    facts = page.facts
    schema_type = facts.category.schema_type if facts.category else ""
    about = identity(url=shop_url, name=facts.shop_name, schema_type=schema_type) | {
        "image": image_url,
        "address": {"@type": "PostalAddress", "addressLocality": facts.place or facts.municipality.name},
        "award": label,
    }
    known = {
        "@type": "ProfilePage",
        "@id": page.full_url,
        "url": page.full_url,
        "name": f"{facts.shop_name}, {label}",
        "inLanguage": page.locale.language_code,
        "datePublished": page.first_published_at.isoformat() if page.first_published_at else "",
        "dateModified": page.last_published_at.isoformat() if page.last_published_at else "",
        "mainEntity": {name: fact for name, fact in about.items() if fact},
    }
    return {name: fact for name, fact in known.items() if fact}
