"""The `review` command: candidates listed, asked about one by one, or decided by a file that went around."""

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from yhdysverkko.api.output import Format, write_rows
from yhdysverkko.api.session import tell, tell_text
from yhdysverkko.graph.decisions import ACCEPT, REJECT, Candidate, decide, list_candidates
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.messages import say
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import Store

COLUMNS = ("id", "verdict", "statement", "sentence", "confidence", "rule", "sources")
ANSWERS = {"1": ACCEPT, "2": REJECT}
"""Digits, because the first letters of the words mean different things in the three languages."""


def given_verdicts(accept: list[str], reject: list[str], file: Path | None) -> dict[str, str]:
    """Verdicts from the command line and from a CSV or JSON file as `show` writes it, its verdict column filled.

    Rows without a verdict are left open. Raises WrongUse for a verdict that is none.
    """
    verdicts = dict(_file_verdicts(file)) if file else {}
    return verdicts | dict.fromkeys(accept, ACCEPT) | dict.fromkeys(reject, REJECT)


def _file_verdicts(file: Path) -> Iterator[tuple[str, str]]:
    for line, row in enumerate(_rows(file), start=2):
        verdict = (row.get("verdict") or "").strip().casefold()
        if not verdict:
            continue
        if verdict not in (ACCEPT, REJECT):
            allowed = f"{ACCEPT}, {REJECT}"
            raise WrongUse("review.bad_verdict", file=file.name, line=line, verdict=verdict, allowed=allowed)
        yield row["id"], verdict


def _rows(file: Path) -> list[Mapping[str, str]]:
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix.casefold() == ".json":
        rows: list[Mapping[str, str]] = json.loads(text)
        return rows
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def save(store: Store, verdicts: Mapping[str, str]) -> None:
    """Store verdicts and say what came of them."""
    decide(store, ontology(), verdicts)
    tell("review.done", count=len(verdicts))


def show(store: Store, form: Format) -> None:
    """List what waits for a decision, with an empty verdict column to be filled and given back."""
    with settled(store):
        candidates = list_candidates(store)
    if form is Format.TABLE:
        candidates_shown = ([each.id, each.confidence, each.statement, each.sentence] for each in candidates)
        write_rows(
            ["id", say("column.confidence"), say("column.statement"), say("column.sentence")], candidates_shown, form
        )
    else:
        write_rows(COLUMNS, map(_row, candidates), form)


def _row(candidate: Candidate) -> list[object]:
    sources = ", ".join(candidate.sources)
    return [candidate.id, "", candidate.statement, candidate.sentence, candidate.confidence, candidate.rule, sources]


def ask(store: Store) -> None:
    """Ask about one candidate after another until the user has had enough; each answer is stored at once."""
    candidates = list_candidates(store)
    if not candidates:
        tell("review.none")
    for number, candidate in enumerate(candidates, start=1):
        tell_text(f"\n{number}/{len(candidates)}  {candidate.statement}  ({candidate.confidence:.2f})")
        if candidate.sentence:
            tell_text(f"   ”{candidate.sentence}”")
        tell("review.question")
        answer = sys.stdin.readline().strip().casefold()
        if answer in ("q", ""):
            return
        if verdict := ANSWERS.get(answer):
            save(store, {candidate.id: verdict})
