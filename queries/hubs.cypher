// name: hubs
// kind: hub
// question.fi: Ketkä pitävät verkostoa koossa?
// question.sv: Vilka håller ihop nätverket?
// question.en: Who holds the network together?
// param as_of: date
// param region: region
// param measure: degree|weighted_degree|pagerank|betweenness|closeness|core|constraint|effective_size|articulation|bridges
// param kind: any|municipality|person|association|organisation|project|event|event_series
// param limit: count
// column hub: entity
// column value: number
// column rank: integer
// column share: percent
// column sentence: text
// column sources: sources
// chart: value
// analysis: hubs
WITH date() AS as_of, null AS region, 'degree' AS measure, 'any' AS kind, 20 AS limit
MATCH (a)-[f]->(b)
WHERE NOT type(f) IN ['BORDERS', 'MERGED_INTO', 'LOCATED_IN', 'SCORES']
  AND NOT a:Source AND NOT b:Region AND NOT b:WellbeingCounty AND NOT b:Area
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties that the analysis works on, as many as Neo4j Browser can draw.
RETURN a, f, b ORDER BY f.id LIMIT 300
