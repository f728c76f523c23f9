// name: hub-changes
// kind: hub
// question.fi: Kenen asema verkostossa on muuttunut kahden päivän välillä?
// question.sv: Vems ställning i nätverket har ändrats mellan två dagar?
// question.en: Whose place in the network changed between two dates?
// param from_date: date required
// param as_of: date
// param region: region
// param measure: degree|weighted_degree|pagerank|betweenness|closeness|core|constraint|effective_size|articulation|bridges
// param kind: any|municipality|person|association|organisation|project|event|event_series
// param limit: count
// column hub: entity
// column before: number
// column after: number
// column difference: number
// column sentence: text
// column sources: sources
// analysis: hub_changes
WITH date('2018-01-01') AS from_date, date() AS as_of, null AS region, 'degree' AS measure, 'any' AS kind, 50 AS limit
MATCH (a)-[f]->(b)
WHERE NOT type(f) IN ['BORDERS', 'MERGED_INTO', 'LOCATED_IN', 'SCORES']
  AND NOT a:Source AND NOT b:Region AND NOT b:WellbeingCounty AND NOT b:Area
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties that the analysis works on, as many as Neo4j Browser can draw.
RETURN a, f, b ORDER BY f.id LIMIT 300
