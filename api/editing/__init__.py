"""Editing: what editors do with the data: uploads and their loads, sources and their retraction, review."""
