"""Write the pinned list of the jars that a Neo4j Community release consists of (graph/neo4j-VERSION.jars).

    python scripts/pin_neo4j.py 5.26.30

Maven's dependency graph is resolved once, here, by jgo (a development dependency): it reads hundreds of POM files in
turn, which a first start should not have to. Each line of the list is: SHA-256, size in bytes, path in the repository.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "graph"
LOCAL_REPOSITORY = Path.home() / ".m2" / "repository"


def coordinates(version: str) -> list[str]:
    """The release and everything it needs at run time, as group:artifact[:classifier]:version[:scope]."""
    listing = subprocess.run(
        [sys.executable, "-m", "jgo", "info", "deplist", f"org.neo4j:neo4j:{version}"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return [line.split()[0] for line in listing.stdout.splitlines() if line.strip()]


def repository_path(coordinate: str) -> str:
    group, artifact, *classifier, version = coordinate.removesuffix(":runtime").split(":")
    name = "-".join([artifact, version, *classifier])
    return f"{group.replace('.', '/')}/{artifact}/{version}/{name}.jar"


def pinned(path: str) -> str:
    content = (LOCAL_REPOSITORY / path).read_bytes()
    return f"{hashlib.sha256(content).hexdigest()} {len(content)} {path}\n"


def main(version: str) -> None:
    # deplist names artifacts without their files; the class path command is what downloads them.
    subprocess.run(
        [sys.executable, "-m", "jgo", "info", "jars", f"org.neo4j:neo4j:{version}"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    lines = sorted(
        {pinned(repository_path(coordinate)) for coordinate in coordinates(version)}, key=lambda line: line.split()[2]
    )
    (TARGET / f"neo4j-{version}.jars").write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
