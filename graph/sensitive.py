"""Members of sensitive associations: who belongs to a patient, religious or political association is not for everybody.

That somebody is a member can tell of their health or conviction, so they become internal, until they consent. A mark
keeps it so through every load (graph/marks.py), also where only a later source says that an association is sensitive.
"""

import secrets
from datetime import date

from yhdysverkko.graph.marks import SENSITIVE, Mark, read_marks
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.rewriting import Fact, rewrite_people
from yhdysverkko.graph.store import Store

EXPOSED = """
MATCH (a:Association {sensitive: true})--(p:Person)
WHERE coalesce(p.visibility = 'public', true) AND p.consent IS NULL
RETURN DISTINCT properties(p) AS stored ORDER BY stored.id
"""


def hide_members(store: Store, vocabulary: Ontology, day: date) -> int:
    """Make the people internal whom a tie to a sensitive association would expose; returns how many there were."""
    people = [Fact("Person", row["stored"]) for row in store.read(EXPOSED)]
    if people:
        marks = read_marks(store)
        made = [_mark(marks.identities_of([fact.stored["id"]]), day) for fact in people]
        rewrite_people(store, vocabulary, people, made)
    return len(people)


def _mark(identities: str, day: date) -> Mark:
    mark_id = f"sensitive-{secrets.token_hex(4)}"
    return Mark(mark_id, SENSITIVE, identities, patterns="", before="{}", reason="", date=day.isoformat())
