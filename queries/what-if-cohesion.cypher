// name: what-if-cohesion
// kind: hub
// question.fi: Miten verkoston eheys muuttuu, jos nämä poistuvat?
// question.sv: Hur ändras nätverkets sammanhållning om de här försvinner?
// question.en: How does the cohesion of the network change if these go?
// param removed: entities required
// param as_of: date
// param region: region
// column figure: state
// column before: number
// column after: number
// analysis: cohesion
WITH 'municipality:077' AS removed, date() AS as_of, null AS region
MATCH (a)-[f]-(b)
WHERE toLower(labels(a)[0]) + ':' + a.id = removed
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties around it that the analysis begins with.
RETURN a, f, b ORDER BY f.id LIMIT 300
