// name: indicators-of-municipality
// kind: profile
// question.fi: Mitä 28 mittaria kertovat kunnan järjestöyhteistyöstä?
// question.sv: Vad säger de 28 indikatorerna om kommunens föreningssamarbete?
// question.en: What do the 28 indicators tell of the municipality's cooperation with associations?
// analysis: indicators_of_municipality
// param municipality: municipality required
// param as_of: date
// column municipality: Municipality
// column theme: state
// column indicator: Indicator
// column value: number
// column unit: text
// column meaning: text
// column status: state
// column date: text
// column respondents: integer
// column confidence: percent
// column rests_on: entity[]
// column sources: sources
WITH '077' AS municipality, date() AS as_of
// The observations that sources state; queries/computed.py adds what other facts of the graph come to.
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (:Municipality {id: municipality})
MATCH (part)-[f:SCORES]->(i:Indicator) WHERE coalesce(f.date <= toString(as_of), true)
RETURN i.id AS indicator_id, i.name AS indicator, f.date AS date, f.value AS value, f.text AS text, f.sources AS sources
ORDER BY indicator_id, date DESC, f.id
