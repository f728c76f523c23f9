// name: completeness
// kind: quality
// question.fi: Kuinka täydellisiä tiedot ovat lajeittain?
// question.sv: Hur fullständiga är uppgifterna för varje typ?
// question.en: How complete is what is known of each kind?
// analysis: completeness
// param as_of: date
// param region: region
// column fact: state
// column property: state
// column count: integer
// column known: integer
// column known_share: percent
// column sources: sources
// chart: known_share
WITH date() AS as_of, null AS region
// How many entities of each kind there are, and of how many each property is known.
MATCH (n:Municipality|Person|Association|Organisation|Project|Programme|Event|EventSeries|CooperationStructure|Plan)
WHERE NOT coalesce(n.valid_from > as_of OR coalesce(n.valid_to <= as_of, n.ended), false)
  AND (region IS NULL OR EXISTS { (n)-[:PART_OF|LOCATED_IN|WORKS_FOR|HELD_IN|FOR]->{1,2}(:Region {id: region}) })
WITH labels(n)[0] AS kind, keys(n) AS known
UNWIND known AS property
RETURN kind, property, count(*) AS known
ORDER BY kind, property
