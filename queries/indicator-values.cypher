// name: indicator-values
// kind: profile
// question.fi: Mikä on yhden mittarin arvo kussakin kunnassa?
// question.sv: Vilket värde har en indikator i varje kommun?
// question.en: What is the value of one indicator in each municipality?
// analysis: indicator_values
// param indicator: indicator required
// param as_of: date
// param region: region
// column municipality: Municipality
// column value: number
// column unit: text
// column meaning: text
// column status: state
// column date: text
// column respondents: integer
// column confidence: percent
// column rests_on: entity[]
// column sources: sources
// chart: value
WITH 'i01' AS indicator, date() AS as_of, null AS region
// The observations that sources state; queries/computed.py adds what other facts of the graph come to.
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
WHERE region IS NULL OR EXISTS { (m)-[:PART_OF]->(:Region {id: region}) }
MATCH (part)-[f:SCORES]->(:Indicator {id: indicator}) WHERE coalesce(f.date <= toString(as_of), true)
RETURN m.name AS municipality, m.id AS municipality_id, f.date AS date, f.value AS value, f.sources AS sources
ORDER BY municipality, municipality_id, date DESC, f.id
