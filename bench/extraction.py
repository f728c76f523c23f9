"""Speed of the extraction: `python bench/extraction.py FOLDER... --tables DIR`.

200 documents of 3,000 characters are cut from the text files of the folders. The baseline tokenises the same documents
and calls Voikko's `analyze` on every token that is a word, without any cache; both run in one process, the median of
three rounds counts. "fresh" makes a new extractor for every round, so that its cache of words starts empty."""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import libvoikko

from yhdysverkko.loaders.documents.morphology import Morphology, open_morphology
from yhdysverkko.loaders.documents.pipeline import Extractor
from yhdysverkko.loaders.documents.register import open_register
from yhdysverkko.loaders.documents.text import tokenise

DOCUMENTS, LENGTH, ROUNDS = 200, 3000, 3


def cut_documents(folders: list[Path]) -> list[str]:
    """200 stretches of 3,000 characters, each from a new place of all texts put one after another."""
    text = "\n\n".join(p.read_text(encoding="utf-8") for f in folders for p in sorted(f.rglob("*.txt")))
    text *= 1 + LENGTH // len(text) + 1
    step = max(1, (len(text) - LENGTH) // DOCUMENTS)
    return [text[i * step : i * step + LENGTH] for i in range(DOCUMENTS)]


def median(run: Callable[[], object]) -> float:
    """Median seconds of three rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--megabytes", type=int, default=0, help="also one text of so many MB, with its peak memory")
    args = parser.parse_args()
    documents = cut_documents(args.folders)
    register = open_register(args.tables)
    voikko = libvoikko.Voikko("fi")
    reader = Morphology(lambda form: voikko.analyze(form) and (), "baseline")

    def baseline() -> None:
        for text in documents:
            for token in tokenise(text, 0, reader):
                if token.alphabetic:
                    voikko.analyze(token.text)

    def bare_tokens() -> None:
        for text in documents:
            tokenise(text, 0, reader)

    def fresh() -> None:
        extractor = Extractor(register, open_morphology("libvoikko"))
        for text in documents:
            extractor.extract(text)

    bare_tokens()
    base, ours = median(baseline), median(fresh)
    words = sum(t.alphabetic for text in documents for t in tokenise(text, 0, reader))
    print(f"{DOCUMENTS} documents, {sum(map(len, documents))} characters, {words} words")
    print(f"baseline (tokenise, analyse every word): {base:.2f} s, {base / words * 1e6:.0f} µs a word")
    print(f"extraction, fresh cache: {ours:.2f} s, {ours / base:.2f} x the baseline")
    for size in (1, 2, 4):
        extractor = Extractor(register, open_morphology("libvoikko"))
        text = "\n\n".join(documents)[: size * 250_000]
        start = time.perf_counter()
        extractor.extract(text)
        print(f"one text of {len(text)} characters: {time.perf_counter() - start:.2f} s")
    if args.megabytes:
        text = ("\n\n".join(documents) * (1 + args.megabytes * 2))[: args.megabytes * 1_000_000]
        start = time.perf_counter()
        Extractor(register, open_morphology("libvoikko")).extract(text)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        seconds = time.perf_counter() - start
        print(f"{args.megabytes} MB: {seconds:.0f} s, peak of the whole process {peak:.0f} MB")


if __name__ == "__main__":
    main()
