"""What follows from a sentence and its document together: posts without a named body, speakers at the event, places."""

from __future__ import annotations

from yhdysverkko.loaders.documents.counts import find_counts
from yhdysverkko.loaders.documents.draft import Draft, DraftRelation
from yhdysverkko.loaders.documents.event_places import place_events
from yhdysverkko.loaders.documents.hosts import find_hosts
from yhdysverkko.loaders.documents.inflection import case_as_form
from yhdysverkko.loaders.documents.items import Item
from yhdysverkko.loaders.documents.participants import find_participants
from yhdysverkko.loaders.documents.posts import find_posts
from yhdysverkko.loaders.documents.register import Register
from yhdysverkko.loaders.documents.series import find_series
from yhdysverkko.loaders.documents.speakers import author_post


def infer(draft: Draft, items: dict[int, list[Item]], register: Register) -> None:
    """Add what the document as a whole makes clear, most certain first."""
    find_posts(draft, items)
    if (post := author_post(draft)) is not None:
        draft.relate(post)
    find_hosts(draft, items)
    place_events(draft, items)
    find_participants(draft, items)
    _drop_organisers(draft)
    find_counts(draft, items)
    find_series(draft, items)
    _places_in_names(draft, register)
    _regions(draft)


def _drop_organisers(draft: Draft) -> None:
    """Who holds an event is not also one of its participants; of a municipality's people both may be said."""
    hold = {(r.head, r.tail) for r in draft.relations if r.kind == "ORGANISES"}
    hold = {(head, tail) for head, tail in hold if draft.entities[head].kind != "Municipality"}
    draft.relations = [r for r in draft.relations if r.kind != "PARTICIPATES_IN" or (r.head, r.tail) not in hold]


def _places_in_names(draft: Draft, register: Register) -> None:
    """An association whose name begins with a municipality of the document is there ("Laitilan Jyske")."""
    towns = draft.of_kind("Municipality")
    words = {t.text: t.word for s in draft.sentences if s.found for t in s.tokens if t.capital}
    for association in draft.of_kind("Association"):
        first = association.name.split()[0]
        read = register.look_up(words[first]) if first in words else None
        name = read[0].name if read is not None and "gen" in read[1] else None
        for town in towns:
            if town.name == name or case_as_form(town.name.split()[0], first) == "gen":
                start, end = association.spans[0][:2]
                draft.relate(
                    DraftRelation("LOCATED_IN", association.number, town.number, "town in the name", 0.8, start, end)
                )
                break


def _regions(draft: Draft) -> None:
    """Municipalities are in their region where the document names both; the register, not the text, says so."""
    regions = {e.place.code: e for e in draft.of_kind("Region") if e.place is not None}
    for town in draft.of_kind("Municipality"):
        region = regions.get(town.place.region) if town.place is not None else None
        if region is not None:
            start, end = town.spans[0][:2]
            draft.relate(
                DraftRelation("LOCATED_IN", town.number, region.number, "register", 0.9, start, end, (("auto", "1"),))
            )
