"""Who holds an event where no body is said to: the body of who called it, and the town whose board met."""

from __future__ import annotations

import re

from yhdysverkko.loaders.documents.clauses import Claim, split_clauses
from yhdysverkko.loaders.documents.draft import Draft, DraftRelation
from yhdysverkko.loaders.documents.items import Item

_CALLS = frozenset({"kutsua", "järjestää"})
_BOARD_MEETS = re.compile(
    r"(?:lautakunnan|toimikunnan|neuvoston|valtuuston|jaoston) (?:kokous|istunto)$", re.IGNORECASE
)


def find_hosts(draft: Draft, items: dict[int, list[Item]]) -> None:
    """ "Illan kutsui koolle kunnan ohjaaja Anna Aalto": the town holds it; so it does its boards' meetings."""
    held = {r.tail for r in draft.relations if r.kind == "ORGANISES"}
    posts = {(r.head, r.tail) for r in draft.relations if r.kind == "HAS_ROLE"}
    for sentence in draft.sentences:
        for clause in split_clauses(items.get(sentence.index, [])):
            verbs = {v for i in clause.items if i.token is not None for v in i.token.word.verbs}
            events = [m for i in clause.items if i.code == "E" and i.cases & {"gen", "nom", "par"} for m in i.members]
            callers = [i for i in clause.items if i.code == "P" and "nom" in (i.cases or {"nom"})]
            if clause.claim is not Claim.SAID or not verbs & _CALLS or len(events) != 1 or len(callers) != 1:
                continue
            bodies = [m for i in clause.items if i.code in "AOMW" and "gen" in i.cases for m in i.members]
            bodies = [b for b in bodies if any((p, b) in posts for p in callers[0].members)]
            if len(set(bodies)) == 1 and events[0] not in held:
                span = (sentence.start, sentence.end)
                draft.relate(DraftRelation("ORGANISES", bodies[0], events[0], "called by its people", 0.75, *span))
    _boards(draft, held)


def _boards(draft: Draft, held: set[int]) -> None:
    publisher = draft.entities[draft.publisher] if draft.publisher >= 0 else None
    main = draft.entities[draft.main_event] if draft.main_event >= 0 else None
    if publisher is None or main is None or publisher.kind != "Municipality" or main.number in held:
        return
    if _BOARD_MEETS.search(main.name) and main.spans:
        start, end = main.spans[0][:2]
        draft.relate(
            DraftRelation("ORGANISES", publisher.number, main.number, "meeting of the town's board", 0.75, start, end)
        )
