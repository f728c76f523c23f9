"""The catalogue of questions: one .cypher file each, and the analyses behind them. Imports graph."""
