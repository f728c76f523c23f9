// name: similar-municipalities
// kind: network
// question.fi: Minkä kuntien verkosto muistuttaa tämän kunnan verkostoa?
// question.sv: Vilka kommuners nätverk liknar den här kommunens?
// question.en: Which municipalities' networks resemble this one's?
// param municipality: municipality required
// param group: any|neighbours|size_class|wellbeing_county
// param as_of: date
// param region: region
// param limit: count
// column other: Municipality
// column overlap: percent
// column count: integer
// column shared: entity[]
// column sources: sources
// chart: overlap
// analysis: similar
WITH '077' AS municipality, 'any' AS group, date() AS as_of, null AS region, 10 AS limit
MATCH (a:Municipality {id: municipality})-[f]-(b)
WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties around it that the analysis begins with.
RETURN a, f, b ORDER BY f.id LIMIT 300
