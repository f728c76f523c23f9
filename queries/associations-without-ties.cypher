// name: associations-without-ties
// kind: gap
// question.fi: Mitkä järjestöt eivät liity kehenkään viranhaltijaan, hankkeeseen tai tapahtumaan?
// question.sv: Vilka föreningar är inte knutna till någon tjänsteinnehavare, något projekt eller evenemang?
// question.en: Which associations are tied to no official, project or event?
// param as_of: date
// param region: region
// column association: Association
// column municipalities: Municipality[]
// column field: text
// column since: text
// column sources: sources
WITH date() AS as_of, null AS region
CALL (as_of, region) {
  WITH as_of, region WHERE region IS NULL
  MATCH (a:Association)
  RETURN a
  UNION
  MATCH (:Region {id: region})<-[f:PART_OF]-(m:Municipality)
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
  MATCH (a:Association)-[g:LOCATED_IN]->(part)
  WHERE NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
  RETURN DISTINCT a
}
WITH a, as_of
WHERE NOT coalesce(a.valid_from > as_of OR coalesce(a.valid_to <= as_of, a.ended), false)
  AND NOT EXISTS {
    MATCH (a)-[f:ORGANISES|PARTICIPATES_IN|RUNS|FUNDS|COOPERATES_WITH|PART_OF]-(x:Event|EventSeries|Project)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
      AND coalesce(x.date <= toString(as_of), true) AND coalesce(x.status <> 'cancelled', true)
  }
  AND NOT EXISTS {
    MATCH (a)-[f:WORKS_FOR|MEMBER_OF|COOPERATES_WITH]-(p:Person)
    WHERE (p.subject IN ['official', 'elected'] OR EXISTS { (p)-[:WORKS_FOR|LIAISON_FOR]->(:Municipality|WellbeingCounty) })
      AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  }
// The last tie that ended, and where the association is.
CALL (a, as_of) {
  OPTIONAL MATCH (a)-[f:ORGANISES|PARTICIPATES_IN|RUNS|FUNDS|COOPERATES_WITH|PART_OF|WORKS_FOR|MEMBER_OF]-(x:Person|Project|EventSeries)
  WHERE f.valid_to <= as_of
  RETURN toString(max(f.valid_to)) AS since
}
CALL (a, as_of) {
  OPTIONAL MATCH (a)-[f:LOCATED_IN]->(part:Municipality)
  WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  OPTIONAL MATCH (part) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m:Municipality)
  WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
  WITH f, m ORDER BY m.name, m.id
  RETURN collect(DISTINCT {id: m.id, name: m.name}) AS municipalities, collect(f) AS located
}
WITH a, since, municipalities, located + [a] AS facts
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN a.name AS association, a.id AS association_id, [place IN municipalities WHERE place.id IS NOT NULL] AS municipalities,
  a.field AS field, since, sources
ORDER BY association, association_id
