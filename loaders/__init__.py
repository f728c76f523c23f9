"""From sources to records: one module per kind of source. Imports graph."""
