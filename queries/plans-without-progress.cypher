// name: plans-without-progress
// kind: gap
// question.fi: Mitkä yhteistyösuunnitelmat eivät ole edenneet?
// question.sv: Vilka samarbetsplaner har inte gått framåt?
// question.en: Which cooperation plans have not moved on?
// param as_of: date
// param region: region
// param months: count
// column place: entity
// column plan: Plan
// column status: state
// column theme: text
// column since: text
// column months: integer
// column age: state
// column origins: entity[]
// column sources: sources
WITH date() AS as_of, null AS region, 12 AS months
MATCH (plan:Plan)
WHERE NOT coalesce(plan.valid_from > as_of OR coalesce(plan.valid_to <= as_of, plan.ended), false)
// What it came of, and its beginning: its own, else that of the event.
CALL (plan, as_of) {
  OPTIONAL MATCH (plan)<-[f:PRODUCED]-(x)
  WHERE coalesce(x.date <= toString(as_of), true)
  WITH f, x, CASE WHEN NOT x.date STARTS WITH '--' THEN x.date END AS day ORDER BY day, x.name, x.id
  RETURN [origin IN collect(x) | {kind: labels(origin)[0], id: origin.id, name: origin.name}] AS origins,
    collect(x) AS producers, collect(f) AS made, min(day) AS day
}
WITH plan, origins, producers, made, as_of, region, months, coalesce(toString(plan.valid_from), day) AS since
// Where: what it is for, else what the event was for or was held in; of an area its municipalities where they are known.
CALL (plan, producers, as_of) {
  CALL (plan, producers) {
    MATCH (plan)-[f:FOR]->(place)
    RETURN place, f
    UNION
    UNWIND producers AS x
    MATCH (x)-[f:FOR|HELD_IN]->(place)
    WHERE NOT EXISTS { (plan)-[:FOR]->() }
    RETURN place, f
  }
  CALL (place, as_of) {
    WITH place, as_of WHERE place:Municipality
    MATCH (place) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m:Municipality)
    WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
    RETURN m AS spot
    UNION
    MATCH (place:Area)<-[g:PART_OF]-(part:Municipality)
    WHERE NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
    MATCH (part) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m:Municipality)
    WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
    RETURN m AS spot
    UNION
    WITH place WHERE NOT place:Municipality AND NOT EXISTS { (place:Area)<-[:PART_OF]-(:Municipality) }
    RETURN place AS spot
  }
  WITH spot, collect(DISTINCT f) AS ties
  RETURN collect({place: spot, ties: ties}) AS spots
}
UNWIND CASE WHEN spots = [] THEN [{place: null, ties: []}] ELSE spots END AS spot
WITH plan, origins, made, since, as_of, region, months, spot.place AS place, [plan] + made + spot.ties AS facts
WHERE region IS NULL OR place:Region AND place.id = region OR EXISTS {
  MATCH (place)-[f:PART_OF]->(:Region {id: region})
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
}
WITH plan, origins, since, as_of, months AS least, place, facts, duration.between(date(since), as_of).months AS months
WHERE coalesce(plan.status IN ['idea', 'planned'], true) AND coalesce(months >= least, true)
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN place.name AS place, labels(place)[0] AS place_kind, place.id AS place_id, plan.name AS plan, plan.id AS plan_id,
  plan.status AS status, plan.theme AS theme, since, months, CASE WHEN months IS NULL THEN 'age_unknown' ELSE 'old' END AS age,
  origins, sources
ORDER BY place, place_kind, place_id, plan, plan_id
