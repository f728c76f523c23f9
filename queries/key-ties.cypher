// name: key-ties
// kind: hub
// question.fi: Minkä yhteyksien varassa verkosto on?
// question.sv: Vilka band hänger nätverket på?
// question.en: Which ties does the network hang on?
// param as_of: date
// param region: region
// param limit: count
// column one: entity
// column other: entity
// column pairs: integer
// column sources: sources
// analysis: key_ties
WITH date() AS as_of, null AS region, 20 AS limit
MATCH (a)-[f]->(b)
WHERE NOT type(f) IN ['BORDERS', 'MERGED_INTO', 'LOCATED_IN', 'SCORES']
  AND NOT a:Source AND NOT b:Region AND NOT b:WellbeingCounty AND NOT b:Area
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties that the analysis works on, as many as Neo4j Browser can draw.
RETURN a, f, b ORDER BY f.id LIMIT 300
