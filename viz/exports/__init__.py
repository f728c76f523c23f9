"""Exports: a projection in the formats of the tools that people already use. Imports graph and the marks of viz."""
