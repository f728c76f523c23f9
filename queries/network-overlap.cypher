// name: network-overlap
// kind: network
// question.fi: Mitä yhteistä kahden kunnan verkostoissa on?
// question.sv: Vad har två kommuners nätverk gemensamt?
// question.en: What do two municipalities' networks have in common?
// param municipality: municipality required
// param other: municipality required
// param as_of: date
// param region: region
// column partner: entity
// column whose: state
// column overlap: percent
// column sources: sources
// analysis: overlap
WITH '077' AS municipality, '992' AS other, date() AS as_of, null AS region
MATCH (a:Municipality {id: municipality})-[f]-(b)
WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties around it that the analysis begins with.
RETURN a, f, b ORDER BY f.id LIMIT 300
