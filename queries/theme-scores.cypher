// name: theme-scores
// kind: profile
// question.fi: Miten kunta pärjää mittarien teemoissa, ja kuinka paljosta on tietoa?
// question.sv: Hur klarar sig kommunen i indikatorernas teman, och hur mycket är känt?
// question.en: How does the municipality do in the themes of the indicators, and how much is known?
// analysis: theme_scores
// param municipality: municipality required
// param as_of: date
// column municipality: Municipality
// column theme: state
// column score: number
// column coverage: percent
// column known: integer
// column counted: integer
// column status: state
// column sources: sources
// chart: score
WITH '077' AS municipality, date() AS as_of
// The observations that sources state; graph/indicators.yml says which theme each is of and what counts as full.
MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (:Municipality {id: municipality})
MATCH (part)-[f:SCORES]->(i:Indicator) WHERE coalesce(f.date <= toString(as_of), true)
RETURN i.id AS indicator_id, i.name AS indicator, f.date AS date, f.value AS value, f.sources AS sources
ORDER BY indicator_id, date DESC, f.id
