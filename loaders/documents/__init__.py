"""Finnish texts become facts with evidence: entities, relations, gaps and plans."""

from yhdysverkko.loaders.documents.gold import to_gold, to_spans
from yhdysverkko.loaders.documents.model import DocumentFacts
from yhdysverkko.loaders.documents.page import to_html
from yhdysverkko.loaders.documents.pipeline import Extractor, open_extractor

__all__ = ["DocumentFacts", "Extractor", "open_extractor", "to_gold", "to_html", "to_spans"]
