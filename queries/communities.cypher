// name: communities
// kind: network
// question.fi: Millaisiin yhteisöihin verkosto jakautuu?
// question.sv: Vilka gemenskaper delas nätverket i?
// question.en: Which communities does the network fall into?
// param as_of: date
// param region: region
// column community: integer
// column size: integer
// column municipalities: Municipality[]
// column core: entity[]
// column sources: sources
// chart: size
// analysis: communities
WITH date() AS as_of, null AS region
MATCH (a)-[f]->(b)
WHERE NOT type(f) IN ['BORDERS', 'MERGED_INTO', 'LOCATED_IN', 'SCORES']
  AND NOT a:Source AND NOT b:Region AND NOT b:WellbeingCounty AND NOT b:Area
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties that the analysis works on, as many as Neo4j Browser can draw.
RETURN a, f, b ORDER BY f.id LIMIT 300
