"""The cypher command's yardstick: the same query through the bare driver, printed as JSON."""

import json
import sys

import neo4j


def main(uri: str, password: str, query: str) -> None:
    with (
        neo4j.GraphDatabase.driver(uri, auth=("neo4j", password)) as driver,
        driver.session(default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        json.dump(session.run(query).data(), sys.stdout)  # type: ignore[arg-type]  # the query comes as an argument


if __name__ == "__main__":
    main(*sys.argv[1:])
