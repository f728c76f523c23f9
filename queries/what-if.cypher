// name: what-if
// kind: hub
// question.fi: Mitä katkeaa, jos nämä poistuvat?
// question.sv: Vad brister om de här försvinner?
// question.en: What breaks if these go?
// param removed: entities required
// param as_of: date
// param region: region
// column finding: state
// column who: entity
// column before: number
// column after: number
// column lost: entity[]
// column replacements: texts
// column alternatives: texts
// column sources: sources
// analysis: losses
WITH 'municipality:077' AS removed, date() AS as_of, null AS region
MATCH (a)-[f]-(b)
WHERE toLower(labels(a)[0]) + ':' + a.id = removed
  AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
// The ties around it that the analysis begins with.
RETURN a, f, b ORDER BY f.id LIMIT 300
