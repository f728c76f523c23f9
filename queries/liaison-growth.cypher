// name: liaison-growth
// kind: network
// question.fi: Kuinka monessa kunnassa on ollut järjestöyhdyshenkilö minäkin vuonna?
// question.sv: I hur många kommuner har det funnits en kontaktperson för föreningar varje år?
// question.en: In how many municipalities has there been an association liaison each year?
// param as_of: date
// param region: region
// column year: integer
// column count: integer
// column of: integer
// column ratio: number
// column start_unknown: integer
// column new: Municipality[]
// column sources: sources
// chart: count
WITH date() AS as_of, null AS region
CALL (as_of, region) {
  MATCH (m:Municipality)
  WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
    AND (region IS NULL OR EXISTS {
      MATCH (m)-[f:PART_OF]->(:Region {id: region})
      WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    })
  // What holds for a municipality that has merged holds for its successor.
  MATCH (part:Municipality) (()-[merger:MERGED_INTO]->() WHERE merger.date <= as_of){0,4} (m)
  // Each post from its start, or from when a source or a check first shows it; and each year in which a survey found one.
  CALL (part, as_of) {
    MATCH (part)<-[f:LIAISON_FOR]-(:Person)
    WHERE NOT coalesce(f.deputy OR f.valid_from > as_of, false)
    CALL (f) {
      UNWIND f.sources AS source
      MATCH (s:Source {id: source})
      RETURN min(s.published) AS published
    }
    RETURN f AS fact, f.valid_from IS NULL AS start_unknown,
      coalesce(f.valid_from, CASE WHEN f.checked <= published THEN f.checked ELSE coalesce(published, f.checked) END) AS first,
      coalesce(f.valid_to, CASE WHEN NOT coalesce(f.ended, false) THEN as_of + duration({days: 1}) END) AS after
    UNION
    MATCH (part)-[f:SCORES]->(:Indicator {id: 'i01'})
    WHERE f.value >= 1 AND f.date <= toString(as_of) AND NOT f.date STARTS WITH '--'
    WITH f, date({year: toInteger(left(f.date, 4))}) AS first
    RETURN f AS fact, false AS start_unknown, first, first + duration({years: 1}) AS after
  }
  RETURN collect({m: m, fact: fact, start_unknown: start_unknown, first: first, after: after}) AS posts
}
CALL (as_of, region) {
  MATCH (m:Municipality)
  WHERE NOT coalesce(m.valid_from > as_of OR coalesce(m.valid_to <= as_of, m.ended), false)
    AND (region IS NULL OR EXISTS {
      MATCH (m)-[f:PART_OF]->(:Region {id: region})
      WHERE NOT coalesce(f.valid_from > as_of OR coalesce(f.valid_to <= as_of, f.ended), false)
    })
  RETURN count(m) AS of
}
CALL (as_of, posts) {
  UNWIND posts + [{first: as_of}] AS post
  WITH min(post.first).year AS first, as_of.year AS last
  UNWIND range(first, last) AS year
  RETURN year
}
WITH as_of, posts, of, year, CASE WHEN year = as_of.year THEN as_of ELSE date({year: year, month: 12, day: 31}) END AS day
WITH as_of, of, year, [post IN posts WHERE post.first <= day AND day < post.after] AS held,
  [post IN posts WHERE post.start_unknown AND coalesce(post.first > day, true) AND day < post.after] AS maybe
WITH of, year, held, COLLECT { UNWIND held AS post WITH DISTINCT post.m AS m ORDER BY m.name, m.id RETURN m } AS having, maybe
ORDER BY year
WITH collect({year: year, of: of, having: having, facts: [post IN held | post.fact],
  maybe: COUNT { UNWIND maybe AS post WITH DISTINCT post.m AS m WHERE NOT m IN having RETURN m }}) AS series
UNWIND range(0, size(series) - 1) AS at
WITH series[at] AS now, CASE at WHEN 0 THEN [] ELSE series[at - 1].having END AS before, head([item IN series WHERE item.having <> []]) AS base
WITH now, before, base, now.facts AS facts
CALL (facts) {
  UNWIND facts AS fact
  UNWIND fact.sources AS source
  WITH DISTINCT source ORDER BY source
  RETURN collect(source) AS sources
}
RETURN now.year AS year, size(now.having) AS count, now.of AS of, toFloat(size(now.having)) / size(base.having) AS ratio,
  now.maybe AS start_unknown, [m IN now.having WHERE NOT m IN before | {id: m.id, name: m.name}] AS new, sources
ORDER BY year
