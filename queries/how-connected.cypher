// name: how-connected
// kind: network
// question.fi: Miten nämä kaksi ovat yhteydessä?
// question.sv: Hur hör de här två ihop?
// question.en: How are these two connected?
// param entity: entity required
// param other: entity required
// param limit: count
// param as_of: date
// param region: region
// column steps: integer
// column way: entity[]
// column ties: texts
// column sources: sources
// analysis: how_connected
WITH 'municipality:077' AS entity, 'municipality:992' AS other, 3 AS limit, date() AS as_of, null AS region
MATCH (a)-[f]-(b)
WHERE toLower(labels(a)[0]) + ':' + a.id = entity
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties around it that the analysis begins with.
RETURN a, f, b ORDER BY f.id LIMIT 300
