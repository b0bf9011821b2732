"""Facts for search engines as data blocks."""

import json
import re

import pytest
from django.utils.safestring import SafeString

from content.structured_data import breadcrumbs, json_ld, website

HOSTILE = ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;/script&gt;", '"}</SCRIPT>', "a\u2028b", "</script\t>"]


def read(block: str) -> dict:
    """What a search engine takes from a page that holds the block."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', f"<p>{block}</p>", flags=re.DOTALL)
    return json.loads(text)


def test_a_block_holds_the_facts_and_says_in_whose_words():
    block = json_ld({"@type": "Bakery", "name": "Café 't Hoekje"})
    assert isinstance(block, SafeString)
    assert read(block) == {"@context": "https://schema.org", "@type": "Bakery", "name": "Café 't Hoekje"}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out_of_its_block(text: str):
    block = json_ld({"name": text, text: [text, {"deep": text}]})
    assert block.lower().count("<script") == block.lower().count("</script") == 1
    assert "<!--" not in block
    assert read(block)["name"] == text
    assert read(block)[text] == [text, {"deep": text}]


def test_breadcrumbs_are_numbered_from_the_top():
    assert breadcrumbs([("Winkels", "https://x.example/nl/winkels/"), ("Tielt", "https://x.example/nl/winkels/tielt/")]) == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Winkels", "item": "https://x.example/nl/winkels/"},
            {"@type": "ListItem", "position": 2, "name": "Tielt", "item": "https://x.example/nl/winkels/tielt/"},
        ],
    }


def test_the_site_says_where_it_is_searched():
    assert website("https://x.example/nl/", "https://x.example/nl/winkels/") == {
        "@type": "WebSite",
        "name": "Ik koop lokaal",
        "url": "https://x.example/nl/",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": "https://x.example/nl/winkels/?q={text}"},
            "query-input": "required name=text",
        },
    }
