"""The `extract` command: what a document says, without touching the graph."""

import sys
from datetime import date
from pathlib import Path

import orjson

from yhdysverkko.api.session import tell, tell_text
from yhdysverkko.loaders.document_source import extractor
from yhdysverkko.loaders.documents import to_gold, to_html, to_spans
from yhdysverkko.loaders.reading import Document, open_documents


def extract_all(paths: list[Path], *, spans: bool, html: bool, published: date | None) -> bool:
    """Print one JSON object per document, or one page with the marked texts; True when every file could be read."""
    fine = True
    pages = []
    for path in paths:
        for document in open_documents(path):
            if not isinstance(document, Document):
                tell("documents.unreadable", file=document.file, reason=document.reason)
                fine = False
                continue
            name = Path(document.file).stem
            for notice in document.notices:
                tell_text(notice)
            day = published or document.published
            facts = extractor().extract(document.text, name, day, modified=document.modified)
            if html:
                pages.append(to_html(facts, document.text))
            else:
                data = to_spans(facts) if spans else to_gold(facts)
                sys.stdout.buffer.write(orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE))
    if html:
        sys.stdout.write("\n".join(pages))
    return fine
