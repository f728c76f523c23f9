"""Review and retention of people's details: what is due on a day, and taking out contacts whose time is up."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from yhdysverkko.graph.commit import recover_now
from yhdysverkko.graph.lease import writing_turn
from yhdysverkko.graph.ledger import list_sources
from yhdysverkko.graph.marks import EXPIRE, Mark, list_marks, read_marks
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.provenance import read_claims
from yhdysverkko.graph.records import Ref
from yhdysverkko.graph.rewriting import Fact, rewrite_people
from yhdysverkko.graph.store import Store

REVIEW_MONTHS = 12
"""After so many months from the newest source that states them, contacts are to be checked."""

TAIL_MONTHS = 6
"""How long contacts are kept after the last role has ended."""

ROLES = "WORKS_FOR|LIAISON_FOR|MEMBER_OF"


class Dates(NamedTuple):
    """When a person's details are due; None where nothing is."""

    ref: Ref
    name: str
    review_due: date | None
    retention_until: date | None

    def needs_review(self, day: date) -> bool:
        return self.review_due is not None and self.review_due <= day

    def is_over(self, day: date) -> bool:
        """Whether contacts have been kept long enough."""
        return self.retention_until is not None and self.retention_until < day


def list_due(store: Store, vocabulary: Ontology, day: date) -> list[Dates]:
    """The people whose review is due or whose retention has passed by the day, in the order of their references."""
    return [dates for dates, _ in _read_dates(store, vocabulary) if dates.needs_review(day) or dates.is_over(day)]


def read_dates(store: Store, vocabulary: Ontology, ref: Ref) -> Dates | None:
    """When the details of one person are due."""
    return next((dates for dates, _ in _read_dates(store, vocabulary, ref.id)), None)


def expire(store: Store, vocabulary: Ontology, day: date, *, dry_run: bool = False) -> int:
    """Remove the contacts of people whose retention has passed by the day; returns of how many people.

    They stay out when their sources are loaded again, until a source of a later day states them.
    """
    if dry_run:
        return sum(dates.is_over(day) for dates, _ in _read_dates(store, vocabulary))
    with writing_turn(store) as lease:
        recover_now(store, lease)
        over = [(dates, fact) for dates, fact in _read_dates(store, vocabulary) if dates.is_over(day)]
        marks = read_marks(store)
        earlier = {mark.identities: mark.id for mark in list_marks(store) if mark.action == EXPIRE}
        made = [_mark(marks.identities_of([dates.ref.id]), earlier, day) for dates, _ in over]
        if over:
            rewrite_people(store, vocabulary, [fact for _, fact in over], made)
    return len(over)


def months_after(day: date, months: int) -> date:
    """The day so many months later, the last one of its month where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(last, day.day))
        except ValueError:
            continue
    return date(year, month + 1, 28)


def _mark(identities: str, earlier: Mapping[str, str], day: date) -> Mark:
    mark_id = earlier.get(identities) or f"expire-{secrets.token_hex(4)}"
    return Mark(mark_id, EXPIRE, identities, patterns="", before="{}", reason="", date=day.isoformat())


def _read_dates(store: Store, vocabulary: Ontology, person_id: str | None = None) -> list[tuple[Dates, Fact]]:
    """The people of whom contacts are kept or a day of review is stated, with the facts they are."""
    contacts = [item.name for item in vocabulary.kinds["Person"].properties.values() if item.personal == "contact"]
    stated = {
        each.source.id: each.source.published or each.source.retrieved or each.loaded.date()
        for each in list_sources(store)
    }
    wanted = " OR ".join(f"p.{name} IS NOT NULL" for name in (*contacts, "review_due"))
    rows = store.read(
        f"MATCH (p:Person) WHERE ({wanted}) AND ($id IS NULL OR p.id = $id) RETURN properties(p) AS stored, "
        f"COLLECT {{ MATCH (p)-[f:{ROLES}]->() RETURN [f.valid_to, coalesce(f.ended, false)] }} AS roles "
        "ORDER BY p.id",
        id=person_id,
    )
    return [(_dates(row["stored"], row["roles"], contacts, stated), Fact("Person", row["stored"])) for row in rows]


def _dates(
    stored: dict[str, Any], roles: Iterable[tuple[date | None, bool]], contacts: list[str], days: Mapping[str, date]
) -> Dates:
    """The dates stated of a person; where none is, those that the sources of the contacts and the roles make."""
    stating = [days[claim.source] for claim in read_claims(stored) if set(contacts) & claim.properties.keys()]
    newest = max([*stating, *([stored["checked"]] if "checked" in stored else [])], default=None)
    review = months_after(newest, REVIEW_MONTHS) if stating and newest else None
    # When a role ended that has no day is not known; it had by the day that the contacts were stated.
    ends = [end or (newest if ended else None) for end, ended in roles]
    last = max((end for end in ends if end), default=None) if None not in ends else None
    retention = stored.get("retention_until") or (months_after(last, TAIL_MONTHS) if last else None)
    return Dates(
        Ref("Person", stored["id"]),
        str(stored.get("name", "")),
        stored.get("review_due") or review,
        retention if stating else None,
    )
