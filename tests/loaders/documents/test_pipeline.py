"""Whole documents: coreference, factuality, gaps, contacts, sections, plug-ins, output."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable

import pytest

from yhdysverkko.loaders.documents import Extractor, to_gold, to_html, to_spans
from yhdysverkko.loaders.documents.model import DocumentFacts
from yhdysverkko.loaders.documents.pipeline import STEPS
from yhdysverkko.loaders.documents.plugins import SuppliedMention
from yhdysverkko.loaders.documents.sections import split_sections


def entities(facts: DocumentFacts, kind: str) -> dict[str, list[str]]:
    return {e.name: list(dict.fromkeys(m.text for m in e.mentions)) for e in facts.entities if e.type == kind}


def relations(facts: DocumentFacts, kind: str) -> set[str]:
    names = {e.id: e.name for e in facts.entities}
    return {f"{names[r.head]} -> {names[r.tail]}" for r in facts.relations if r.type == kind}


def test_a_surname_alone_is_the_person_named_before(extractor: Extractor) -> None:
    facts = extractor.extract("Kuhmon sihteeri Anna Luoto avasi illan. Luodon mukaan väkeä riitti. Luoto kiitti.")
    assert entities(facts, "Person") == {"Anna Luoto": ["Anna Luoto", "Luodon", "Luoto"]}
    assert list(entities(facts, "Municipality")) == ["Kuhmo"]


def test_the_same_word_is_a_municipality_where_the_text_says_so(extractor: Extractor) -> None:
    assert list(entities(extractor.extract("Luodon kunta ja Kruunupyy ovat mukana."), "Municipality")) == [
        "Luoto",
        "Kruunupyy",
    ]


def test_a_shared_surname_gives_two_persons(extractor: Extractor) -> None:
    assert set(entities(extractor.extract("Asiaa hoitavat Anne ja Jari Simo."), "Person")) == {"Anne Simo", "Jari Simo"}


def test_acronyms_and_short_forms_are_tied_to_the_full_name(extractor: Extractor) -> None:
    facts = extractor.extract("Kainuun Yhteisöjen Tuki (KYT) ry järjestää kursseja. Lisätietoja saa KYTistä.")
    assert entities(facts, "Association")["Kainuun Yhteisöjen Tuki ry"][-1] == "KYTistä"


def test_a_name_inside_a_name_is_no_mention(extractor: Extractor) -> None:
    facts = extractor.extract("Mukana oli Sotkamon Jymy ry ja Kainuun vahvat kylät -hanke.")
    assert entities(facts, "Municipality") == {}
    assert entities(facts, "Region") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Sotkamo ei ole vielä nimennyt järjestöyhdyshenkilöä.",
        "Sotkamon pitäisi nimetä järjestöyhdyshenkilö.",
        "Sotkamon hyte-yhdyshenkilö Maija Virtanen avasi illan.",
        "Sotkamon entinen järjestöyhdyshenkilö Maija Virtanen kiitti.",
        "Sotkamo on nimennyt järjestöyhdyshenkilön.",
        "Sotkamon kunta aikoo nimetä järjestöyhdyshenkilöksi Maija Virtasen.",
        "Sotkamo pohtii, valitaanko järjestöyhdyshenkilöksi Maija Virtanen.",
        "Maija Virtanen on Sotkamon järjestöyhdyshenkilön esihenkilö.",
        "Maija Virtanen, Sotkamon järjestöyhdyshenkilön sijainen, avasi illan.",
        "Maija Virtanen on Kuhmon sihteeri. Sotkamossa hän toimi järjestöyhdyshenkilönä vuoteen 2019.",
        "Kuntien järjestöyhdyshenkilöt\n\n- Sotkamo: -\n\nLisätiedot: Maija Virtanen",
    ],
)
def test_these_name_no_liaison(extractor: Extractor, text: str) -> None:
    assert relations(extractor.extract(text), "LIAISON_FOR") == set()


def test_a_missing_liaison_is_a_gap(extractor: Extractor) -> None:
    facts = extractor.extract(
        "Sotkamo ei ole vielä nimennyt järjestöyhdyshenkilöä. Kuhmon järjestöyhdyshenkilön nimeäminen on kesken."
    )
    names = {e.id: e.name for e in facts.entities}
    assert [(g.kind, names[g.subject]) for g in facts.gaps] == [
        ("no liaison", "Sotkamo"),
        ("liaison not settled", "Kuhmo"),
    ]


def test_a_former_post_is_marked(extractor: Extractor) -> None:
    facts = extractor.extract("Sotkamon entinen kulttuurisihteeri Maija Virtanen kiitti.")
    assert [dict(r.attrs) for r in facts.relations] == [{"title": "kulttuurisihteeri", "former": "1"}]


def test_plans_and_cancellations(extractor: Extractor) -> None:
    facts = extractor.extract(
        "Sotkamossa yhdistysilta on tarkoitus pitää 3.5.2023. Kuhmon järjestöpäivä 4.5.2023 on peruttu."
    )
    status = {e.name: e.attrs.get("status") for e in facts.entities if e.type == "Event"}
    assert status == {"yhdistysilta": "planned", "Kuhmon järjestöpäivä": "cancelled"}
    assert len(facts.plans) == 1


def test_a_period_is_that_of_the_project(extractor: Extractor) -> None:
    facts = extractor.extract("Vireä kylä -hanke\n\nHallinnoija: Kuhmon Kylät ry\nKesto: 1.8.2017–31.12.2020\n")
    run = next(r for r in facts.relations if r.type == "RUNS")
    assert (run.attrs["valid_from"], run.attrs["valid_to"]) == ("2017-08-01", "2021-01-01")


def test_contacts_are_counted_and_left_out(extractor: Extractor) -> None:
    facts = extractor.extract(
        "Lisätietoja: sihteeri Maija Virtanen, Kuhmon kaupunki, p. 040 000 1234, maija@kunta.example"
    )
    assert (facts.contacts.phones, facts.contacts.emails) == (1, 1)
    written = json.dumps(to_spans(facts), ensure_ascii=False)
    assert "040" not in written
    assert "@" not in written


def test_every_fact_carries_its_sentence(extractor: Extractor) -> None:
    text = "Alku.\n\nSotkamon kunnan sihteeri Maija Virtanen avasi illan."
    evidence = extractor.extract(text).relations[0].evidence[0]
    assert evidence.sentence == "Sotkamon kunnan sihteeri Maija Virtanen avasi illan."
    assert text[evidence.start : evidence.end].startswith("Sotkamon")
    assert 0 < evidence.confidence <= 1


def test_mentions_stand_where_they_say(extractor: Extractor) -> None:
    text = "Ensin Kuhmo.\n\n" + "Sotkamon kunnan sihteeri Maija Virtanen avasi illan. " * 3
    facts = extractor.extract(text)
    assert all(text[m.start : m.end] == m.text for e in facts.entities for m in e.mentions)


def test_long_texts_are_read_in_sections(extractor: Extractor) -> None:
    text = "Sotkamon kunnan sihteeri Maija Virtanen avasi illan.\n\n" * 3000
    facts = extractor.extract(text)
    assert [e.name for e in facts.entities] == ["Sotkamo", "Maija Virtanen"]
    assert all(text[m.start : m.end] == m.text for m in facts.entities[0].mentions)
    assert "".join(part for _, part in split_sections(text)) == text


def test_an_empty_text_has_no_facts(extractor: Extractor) -> None:
    facts = extractor.extract("", "empty")
    assert to_gold(facts) == {"doc": "empty", "date": "", "entities": [], "relations": []}


def test_a_plug_in_supplies_mentions(extractor: Extractor) -> None:
    def toy(text: str) -> Iterable[SuppliedMention]:
        start = text.index("Naapurit")
        yield SuppliedMention(start, start + len("Naapurit"), "Association", "Naapurit", 0.9)

    with_toy = Extractor(extractor.register, extractor.morphology, [toy])
    facts = with_toy.extract("Naapurit järjestää yhdistysillan 3.4.2023.")
    assert relations(facts, "ORGANISES") == {"Naapurit -> yhdistysilta"}


def test_the_page_escapes_the_document(extractor: Extractor) -> None:
    text = "<script>alert(1)</script> Sotkamon kunnan sihteeri Maija Virtanen & muut, p. 040 000 1234"
    page = to_html(extractor.extract(text, "<b>x</b>"), text)
    assert "<script>" not in page
    assert "<b>" not in page
    assert "040" not in page
    assert '<mark class="Person" title="Person: Maija Virtanen">' in page


def test_the_order_of_the_steps_is_declared() -> None:
    assert [s.__name__ for s in STEPS] == [
        "read_layout", "count_contacts", "find_names", "link_names", "relate", "find_gaps",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "(((((", "ry ry ry:n ry", "Kuhmon " * 500, "\x00 Kuhmo", "| | |\n- - -\n::::"]
)
def test_odd_texts_are_read_in_good_time(extractor: Extractor, text: str) -> None:
    start = time.perf_counter()
    extractor.extract(text)
    assert time.perf_counter() - start < 10
