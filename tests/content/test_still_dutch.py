"""Dutch words that stand among those of another language."""

from typing import Any

from content.blocks import StoryBlock
from content.still_dutch import marked
from home.blocks import QuartersBlock
from home.page_blocks import PageBody


def stream(block: Any, *said: tuple[str, Any]) -> Any:
    return block.to_python(
        [{"type": kind, "id": f"{number:08}-0000-4000-8000-000000000000", "value": value} for number, (kind, value) in enumerate(said)]
    )


def drawn(block: Any, french: list[tuple[str, Any]], dutch: list[tuple[str, Any]]) -> list[str]:
    return [" ".join(child.render().split()) for child in marked(stream(block, *french), stream(block, *dutch))]


def item(key: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "item", "id": key, "value": value}


def test_a_heading_that_nobody_translated_is_dutch_and_one_that_was_is_not():
    dutch = [("heading", "Zo doe je mee"), ("heading", "Waar & wanneer")]
    french = [("heading", "Comment participer"), ("heading", "Waar & wanneer")]
    assert drawn(StoryBlock(), french, dutch) == ["<h2>Comment participer</h2>", '<h2><span lang="nl">Waar &amp; wanneer</span></h2>']


def test_of_a_quote_that_is_translated_in_part_only_the_rest_is_dutch():
    french, dutch = {"text": "Goûtez.", "by": "de bakker"}, {"text": "Proef maar.", "by": "de bakker"}
    assert drawn(StoryBlock(), [("quote", french)], [("quote", dutch)]) == [
        '<figure class="said"><blockquote>“Goûtez.”</blockquote><figcaption><span lang="nl">de bakker</span></figcaption></figure>'
    ]


def test_each_paragraph_of_a_text_that_nobody_translated_is_dutch():
    text = [("text", '<p data-block-key="a">Kom langs.</p><ul><li>Pas op</li></ul><pre>x</pre>')]
    assert drawn(StoryBlock(), text, text) == ['<p lang="nl" data-block-key="a">Kom langs.</p><ul lang="nl"><li>Pas op</li></ul><pre>x</pre>']


def test_of_three_cards_the_one_that_nobody_translated_is_dutch_wherever_it_stands():
    def card(title: str, text: str) -> dict[str, Any]:
        return {"picture": None, "title": title, "text": text, "link": {"page": None, "address": "https://a.example/"}}

    dutch = {"title": "Doe mee", "cards": [item("a", card("Als klant", "Koop.")), item("b", card("Als gemeente", "Kondig aan."))]}
    french = {"title": "Participez", "cards": [item("b", card("Als gemeente", "Annoncez.")), item("a", card("Comme client", "Koop."))]}
    (text,) = drawn(PageBody(), [("cards", french)], [("cards", dutch)])
    assert "<h2>Participez</h2>" in text
    assert '<a href="https://a.example/" rel="external"><span lang="nl">Als gemeente</span></a></h3> <p>Annoncez.</p>' in text
    assert '>Comme client</a></h3> <p><span lang="nl">Koop.</span></p>' in text


def test_a_block_that_the_dutch_page_does_not_have_is_no_dutch():
    french = marked(stream(StoryBlock(), ("heading", "Kop"), ("heading", "Kop")), stream(StoryBlock(), ("heading", "Kop")))
    assert [child.render().strip() for child in french] == ['<h2><span lang="nl">Kop</span></h2>', "<h2>Kop</h2>"]


def test_marked_words_are_words_for_all_but_a_template_and_a_fact_has_no_language():
    quarter = [("quarter", {"name": "Overleie", "character": "<p>Vier slagers.</p>", "query": "Overleiestraat", "picture": None, "cloth": "brood"})]
    (shown,) = marked(stream(QuartersBlock(), *quarter), stream(QuartersBlock(), *quarter))
    assert (f"{shown.value['name']}", str(shown.value["character"])) == ("Overleie", '<p lang="nl">Vier slagers.</p>')
    assert shown.value["name"].__html__() == '<span lang="nl">Overleie</span>'
    assert [hasattr(shown.value[name], "__html__") for name in ("query", "cloth")] == [False, False]
