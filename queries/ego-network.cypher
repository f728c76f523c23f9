// name: ego-network
// kind: network
// question.fi: Keitä tämän ympärillä on?
// question.sv: Vilka finns omkring den här?
// question.en: Who is around this one?
// param entity: entity required
// param steps: count
// param as_of: date
// param region: region
// column other: entity
// column steps: integer
// column sources: sources
// analysis: ego
WITH 'municipality:077' AS entity, 2 AS steps, date() AS as_of, null AS region
MATCH (a)-[f]-(b)
WHERE toLower(labels(a)[0]) + ':' + a.id = entity
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties around it that the analysis begins with.
RETURN a, f, b ORDER BY f.id LIMIT 300
