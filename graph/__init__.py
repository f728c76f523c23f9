"""The core: ontology, store, local Neo4j, provenance. Imports none of the other folders."""
