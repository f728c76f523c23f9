"""Layouts and maps. Imports graph and queries."""
