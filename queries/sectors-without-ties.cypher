// name: sectors-without-ties
// kind: gap
// question.fi: Millä kunnan toimialoilla ei ole yhteyttä järjestöihin ja millä järjestöjen toimialoilla kuntiin?
// question.sv: Vilka kommunala sektorer saknar kontakt med föreningar, och vilka föreningsbranscher med kommuner?
// question.en: Which municipal sectors have no tie to associations, and which fields of associations none to municipalities?
// param as_of: date
// param region: region
// column side: state
// column sector: text
// column count: integer
// column examples: entity[]
// column sources: sources
WITH date() AS as_of, null AS region
CALL (as_of, region) {
  // Sectors of the people who work for municipalities.
  MATCH (m:Municipality)<-[f:WORKS_FOR]-(x:Person)
  WHERE f.sector IS NOT NULL
    AND NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    AND (region IS NULL OR EXISTS {
      MATCH (m) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} ()-[g:PART_OF]->(:Region {id: region})
      WHERE NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
    })
  RETURN 'municipal_sector' AS side, f.sector AS sector, x, f AS fact
  UNION
  // Fields of the associations.
  MATCH (x:Association)
  WHERE x.field IS NOT NULL
    AND NOT coalesce(x.valid_from > as_of OR coalesce(x.valid_to <= as_of, x.ended), false)
    AND (region IS NULL OR EXISTS {
      MATCH (x)-[f:LOCATED_IN]->(:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} ()-[g:PART_OF]->(:Region {id: region})
      WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
        AND NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
    })
  RETURN 'association_field' AS side, x.field AS sector, x, x AS fact
}
WITH side, sector, collect(DISTINCT x) AS members, collect(fact) AS facts, as_of
// Nobody of the sector is tied to the other side, directly or in an event, project or structure.
WHERE none(x IN members WHERE
  side = 'municipal_sector' AND EXISTS {
    MATCH (x)-[f:WORKS_FOR|MEMBER_OF|COOPERATES_WITH]-(:Association)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  }
  OR side = 'municipal_sector' AND EXISTS {
    MATCH (x)-[f:PARTICIPATES_IN|ORGANISES|WORKS_FOR|MEMBER_OF]->(meeting:Event|EventSeries|Project|CooperationStructure)<-[g:PARTICIPATES_IN|ORGANISES|RUNS|MEMBER_OF]-(:Association)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
      AND NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
      AND coalesce(meeting.date <= toString(as_of), true) AND coalesce(meeting.status <> 'cancelled', true)
  }
  OR side = 'association_field' AND EXISTS {
    MATCH (x)-[f:COOPERATES_WITH|FUNDS|MEMBER_OF]-(:Municipality)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
  }
  OR side = 'association_field' AND EXISTS {
    MATCH (x)-[f:WORKS_FOR|MEMBER_OF|COOPERATES_WITH]-(:Person)-[g:WORKS_FOR|LIAISON_FOR]->(:Municipality)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
      AND NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
  }
  OR side = 'association_field' AND EXISTS {
    MATCH (x)-[f:PARTICIPATES_IN|ORGANISES|RUNS|MEMBER_OF]->(meeting:Event|EventSeries|Project|CooperationStructure)-[g:PARTICIPATES_IN|ORGANISES|RUNS|FUNDS|HAS_STRUCTURE|MEMBER_OF|HELD_IN]-(:Municipality)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
      AND NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
      AND coalesce(meeting.date <= toString(as_of), true) AND coalesce(meeting.status <> 'cancelled', true)
  }
  OR side = 'association_field' AND EXISTS {
    MATCH (x)-[f:PARTICIPATES_IN|ORGANISES|RUNS|MEMBER_OF]->(meeting:Event|EventSeries|Project|CooperationStructure)<-[g:PARTICIPATES_IN|ORGANISES|WORKS_FOR|MEMBER_OF]-(:Person)-[h:WORKS_FOR|LIAISON_FOR]->(:Municipality)
    WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
      AND NOT coalesce(g.valid_from > as_of OR coalesce(g.valid_to <= as_of, g.ended), false)
      AND NOT coalesce(h.valid_from > as_of OR coalesce(h.valid_to <= as_of, h.ended), false)
      AND coalesce(meeting.date <= toString(as_of), true) AND coalesce(meeting.status <> 'cancelled', true)
  }
)
CALL (members) {
  UNWIND members AS x
  WITH x ORDER BY x.name, x.id LIMIT 5
  RETURN collect({kind: labels(x)[0], id: x.id, name: x.name}) AS examples
}
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN side, sector, size(members) AS count, examples, sources
ORDER BY side, sector
