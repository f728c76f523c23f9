"""From files of text, markup, Word, PDF and feeds to clean text with line structure. Imports graph and loaders.text."""

from yhdysverkko.loaders.reading.document import Document, Unreadable
from yhdysverkko.loaders.reading.opening import DOCUMENT_SUFFIXES, open_documents

__all__ = ["DOCUMENT_SUFFIXES", "Document", "Unreadable", "open_documents"]
