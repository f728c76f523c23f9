"""Score the extraction on a folder of annotated documents: `python bench/score_extraction.py FOLDER --tables DIR`.

FOLDER holds score.py, gold.jsonl with texts/, and gold_seeds.jsonl, whose texts are in ../seeds/."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from yhdysverkko.loaders.documents.gold import to_gold
from yhdysverkko.loaders.documents.pipeline import Extractor, open_extractor


def predict(extractor: Extractor, texts: Path, gold: Path, out: Path) -> None:
    """Write one line per document of the gold file, read from its text file."""
    with out.open("w", encoding="utf-8") as file:
        for line in gold.read_text(encoding="utf-8").splitlines():
            doc = json.loads(line)["doc"]
            text = (texts / f"{doc}.txt").read_text(encoding="utf-8")
            file.write(json.dumps(to_gold(extractor.extract(text, doc)), ensure_ascii=False) + "\n")


def main() -> None:
    """Predict and print the score of each gold file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", type=Path, required=True, help="folder of the reference tables")
    parser.add_argument("--backend", choices=["libvoikko", "pyvoikko"])
    parser.add_argument("--errors", choices=["strict", "lenient"])
    args = parser.parse_args()
    extractor = open_extractor(args.tables, args.backend)
    pairs = [("gold.jsonl", args.folder / "texts"), ("gold_seeds.jsonl", args.folder.parent / "seeds")]
    with tempfile.TemporaryDirectory() as folder:
        for name, texts in pairs:
            gold, out = args.folder / name, Path(folder) / name
            if not gold.exists():
                continue
            predict(extractor, texts, gold, out)
            print(f"== {name}", flush=True)
            command = [sys.executable, str(args.folder / "score.py"), "--gold", str(gold), "--pred", str(out)]
            subprocess.run([*command, *(["--errors", args.errors] if args.errors else [])], check=True)


if __name__ == "__main__":
    main()
