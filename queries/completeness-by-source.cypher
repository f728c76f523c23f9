// name: completeness-by-source
// kind: quality
// question.fi: Kuinka täydellisiä tietoja kukin lähde antaa?
// question.sv: Hur fullständiga uppgifter ger varje källa?
// question.en: How complete is what each source tells?
// analysis: completeness_by_source
// param as_of: date
// param region: region
// column source: Source
// column fact: state
// column count: integer
// column known_share: percent
// column sources: sources
// chart: known_share
WITH date() AS as_of, null AS region
// How many facts of each kind each source states.
MATCH (n:Municipality|Person|Association|Organisation|Project|Programme|Event|EventSeries|CooperationStructure|Plan)
WHERE NOT coalesce(n.valid_from > as_of OR coalesce(n.valid_to <= as_of, n.ended), false)
  AND (region IS NULL OR EXISTS { (n)-[:PART_OF|LOCATED_IN|WORKS_FOR|HELD_IN|FOR]->{1,2}(:Region {id: region}) })
UNWIND n.sources AS source
RETURN source, labels(n)[0] AS kind, count(*) AS facts
ORDER BY source, kind
