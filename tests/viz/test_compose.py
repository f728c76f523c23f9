"""Scenes composed from a real store: what each overlay, focus, question and day shows, worked out by hand."""

from datetime import date
from typing import Any

import pytest

from tests.graph.sources import MadeSource, municipality, node, person, relation
from yhdysverkko.graph.errors import NotFound, WrongUse
from yhdysverkko.graph.facts import list_themes
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import Record, Ref, Rejection
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import Point
from yhdysverkko.viz.choices import make_view, parse_view
from yhdysverkko.viz.compose import compose
from yhdysverkko.viz.scene import Scene

HANKASALMI, LAUKAA, MULTIA = (Ref("Municipality", code) for code in ("077", "410", "495"))
MAIJA, SALLA = Ref("Person", "maija"), Ref("Person", "salla")
KYLA, PROJECT, EVENT = Ref("Association", "kyla"), Ref("Project", "hanke"), Ref("Event", "ilta")
REGION = Ref("Region", "13")


@pytest.fixture
def composed(store: Store, vocabulary: Ontology) -> Any:
    """Scenes of a small graph. Hankasalmi has a liaison until 2020, Laukaa nobody known, Multia nobody for sure; a
    project of 2018–2020 ties Kyläyhdistys and Laukaa to the rest; Salla is not to be shown."""
    facts: list[Record | Rejection] = [
        node("Region", "13", name="Keski-Suomi"),
        municipality("077", "Hankasalmi", location=Point(62.39, 26.44)),
        municipality("410", "Laukaa", location=Point(62.41, 25.95)),
        municipality("495", "Multia", location=Point(62.41, 24.79)),
        *(relation("PART_OF", ref, REGION) for ref in (HANKASALMI, LAUKAA, MULTIA)),
        person("maija", name="Maija Meikäläinen"),
        person("salla", name="Salla Salainen", visibility="internal"),
        node("Association", "kyla", name="Kyläyhdistys ry"),
        node("Project", "hanke", name="Hanke", valid_from=date(2018, 1, 1), valid_to=date(2021, 1, 1)),
        node("Event", "ilta", name="Yhdistysilta", date="2019-10"),
        node("Indicator", "i01", name="Nimetty yhdyshenkilö"),
        relation("SCORES", MULTIA, Ref("Indicator", "i01"), value=0.0, date="2019"),
        relation("LIAISON_FOR", MAIJA, HANKASALMI, valid_from=date(2018, 10, 8), valid_to=date(2020, 6, 1)),
        relation("WORKS_FOR", MAIJA, HANKASALMI, title="kulttuuripäällikkö"),
        relation("WORKS_FOR", SALLA, HANKASALMI, title="sihteeri"),
        relation("PARTICIPATES_IN", HANKASALMI, PROJECT),
        relation("PARTICIPATES_IN", LAUKAA, PROJECT),
        relation("PARTICIPATES_IN", KYLA, PROJECT),
        relation("HELD_IN", EVENT, HANKASALMI),
    ]
    load(store, vocabulary, MadeSource("survey", facts, published=date(2020, 12, 31)))
    return lambda **given: compose(store, make_view(given), "fi")


def shown(scene: Scene) -> set[str]:
    return {mark.name for mark in scene.shown_marks}


def toned(scene: Scene, tone: str) -> set[str]:
    return {mark.name for mark in scene.marks if mark.tone == tone}


def test_what_is_shown_depends_on_the_day_and_where_it_stands_does_not(composed: Any) -> None:
    all_days, early, late = composed(), composed(as_of=date(2018, 6, 1)), composed(as_of=date(2021, 6, 1))

    assert {"Hanke", "Yhdistysilta"} <= shown(all_days)
    assert shown(early) - shown(late) == {"Hanke"}
    assert shown(late) - shown(early) == {"Yhdistysilta"}
    assert {mark.ref: mark.spot for mark in early.marks} == {mark.ref: mark.spot for mark in late.marks}
    liaison = next(line for line in all_days.lines if line.kind == "LIAISON_FOR")
    assert all_days.is_dashed(liaison)  # over by the day of the data
    assert not composed(as_of=date(2019, 1, 1)).is_dashed(liaison)


def test_gaps_tell_what_is_known_to_be_missing_from_what_nobody_has_told_of(composed: Any) -> None:
    scene = composed(overlay="gaps", as_of=date(2019, 6, 1))

    assert toned(scene, "missing") == {"Multia"}
    assert toned(scene, "untold") == {"Laukaa"}
    assert toned(composed(overlay="gaps", as_of=date(2021, 6, 1)), "missing") == {"Multia", "Hankasalmi"}
    assert scene.findings[0].name == "Multia"
    assert "ei järjestöyhdyshenkilöä: 1." in scene.alt


def test_hubs_are_numbered_from_the_best_tied(composed: Any) -> None:
    scene = composed(overlay="hubs")

    # Hankasalmi is tied to Maija, Salla, the project and (only where it was held) the evening; the project to three.
    signs = {mark.name: mark.sign for mark in scene.marks if mark.tone == "hub"}
    assert {signs["Hankasalmi"], signs["Hanke"]} == {"1", "2"}
    assert [finding.ref for finding in scene.findings][:2] == [ref for ref, _ in _first(scene)]


def _first(scene: Scene) -> list[tuple[Ref, str]]:
    return sorted(((mark.ref, mark.sign) for mark in scene.marks if mark.sign in ("1", "2")), key=lambda item: item[1])


def test_what_if_shows_who_is_left_without_a_tie_when_the_project_goes(composed: Any) -> None:
    scene = composed(overlay="what-if", removed=["project:hanke"])

    assert toned(scene, "removed") == {"Hanke"}
    assert toned(scene, "cut-off") == {"Laukaa", "Kyläyhdistys ry"}
    assert {line.kind for line in scene.lines if line.tone == "removed"} == {"PARTICIPATES_IN"}
    with pytest.raises(WrongUse):
        composed(overlay="what-if")


def test_change_shows_what_came_and_what_ended_between_two_days(composed: Any) -> None:
    scene = composed(overlay="change", since=date(2019, 1, 1), as_of=date(2021, 6, 1))

    assert toned(scene, "appeared") == {"Yhdistysilta"}
    assert toned(scene, "ended") == {"Hanke"}
    assert [line.kind for line in scene.lines if line.tone == "ended"] == ["LIAISON_FOR"]
    assert {"Yhdistysilta", "Hanke"} <= shown(scene)
    with pytest.raises(WrongUse):
        composed(overlay="change", since=date(2021, 1, 1), as_of=date(2019, 1, 1))


def test_communities_have_letters_and_shapes(composed: Any) -> None:
    scene = composed(overlay="communities")

    letters = {mark.sign for mark in scene.marks if mark.tone}
    assert letters
    assert len([shape for shape in scene.backdrops if not shape.name]) == len(letters)


def test_a_focus_shows_what_is_around_it_and_a_question_what_it_names(composed: Any) -> None:
    assert shown(composed(focus="association:kyla", steps=1)) == {"Kyläyhdistys ry", "Hanke"}
    assert shown(composed(focus="association:kyla", steps=2)) == {"Kyläyhdistys ry", "Hanke", "Hankasalmi", "Laukaa"}
    assert shown(composed(question="missing-liaison", given=["as_of=2019-06-01"])) == {"Laukaa", "Multia"}


def test_an_unknown_focus_is_named_with_those_spelt_alike(composed: Any) -> None:
    with pytest.raises(NotFound, match="Hankasalmi"):
        composed(focus="municipality:hankasamli")


def test_a_person_who_is_not_to_be_shown_has_no_name_anywhere(composed: Any) -> None:
    for given in ({}, {"overlay": "hubs"}, {"overlay": "communities"}, {"grouping": "municipality"}):
        scene = composed(**given)
        assert "Salla" not in repr(scene)
        assert "salla" not in repr(scene)


def test_the_id_of_a_tie_lets_nobody_guess_who_is_hidden(composed: Any, store: Store) -> None:
    [stored] = store.read("MATCH (:Person {id: 'salla'})-[f:WORKS_FOR]->() RETURN f.id AS id")
    ids = {line.id for line in composed().lines if line.kind == "WORKS_FOR"}

    assert len(ids) == 2
    assert stored["id"] not in ids


def test_groups_count_what_they_hold_and_unfold(composed: Any) -> None:
    scene = composed(grouping="municipality")
    groups = {mark.name: dict(mark.members) for mark in scene.marks}

    # The project is tied to two municipalities; it belongs to the first of them, and so does who is tied to it alone.
    assert groups["Hankasalmi"] == {"Association": 1, "Event": 1, "Person": 2, "Project": 1}
    assert groups["Laukaa"] == {}
    assert scene.grouped
    [line] = scene.lines
    assert (line.start, line.end, line.weight) == (HANKASALMI, LAUKAA, 1)

    unfolded = composed(grouping="municipality", unfolded=["municipality:077"])
    assert {"Hanke", "Yhdistysilta", "Maija Meikäläinen"} <= shown(unfolded)
    assert {"LIAISON_FOR", "HELD_IN"} <= {line.kind for line in unfolded.lines}
    assert (PROJECT, LAUKAA) in {(line.start, line.end) for line in unfolded.lines}


def test_groups_by_region_stand_for_their_municipalities(composed: Any) -> None:
    scene = composed(grouping="region")
    assert [mark.name for mark in scene.marks] == ["Keski-Suomi"]
    assert sum(scene.marks[0].members.values()) == 8


def test_a_view_goes_through_an_address_and_back() -> None:
    view = make_view(
        {"region": "13", "overlay": "change", "since": "2018-01-01", "as_of": "2020-01-01", "removed": ["person:a,b"]}
    )
    assert parse_view(view.pairs()) == view
    assert parse_view([("region", ""), ("layout", "network")]).pairs() == [("layout", "network")]
    with pytest.raises(WrongUse, match="layout"):
        parse_view([("layout", "pyöreä")])


def test_a_theme_leaves_what_has_to_do_with_it(composed: Any, store: Store, vocabulary: Ontology) -> None:
    plan = Ref("Plan", "suunnitelma")
    facts: list[Record | Rejection] = [
        node("Plan", "suunnitelma", name="Suunnitelma", theme="tilat"),
        relation("PARTICIPATES_IN", LAUKAA, plan),
        relation("COOPERATES_WITH", KYLA, MULTIA, theme="tilat"),
    ]
    load(store, vocabulary, MadeSource("plans", facts))

    assert "tilat" in list_themes(store)
    assert shown(composed(theme="tilat")) == {"Suunnitelma", "Laukaa", "Kyläyhdistys ry", "Multia"}
    assert shown(composed(theme="nuoriso")) == set()
