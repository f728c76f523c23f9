"""Write the project's compact tables of municipal facts (loaders/data/*.csv) from the full reference files.

Run it when a new municipal division is published:

    python scripts/build_reference.py FOLDER

FOLDER holds the tables built from Statistics Finland's classifications and the National Land Survey's division
(CC BY 4.0): kunnat_2026.csv, kunnat_vuosittain_2013_2026.csv, kuntaliitokset_2015_2026.csv,
maakuntasiirrot_2013_2026.csv, maakunnat.csv, hyvinvointialueet.csv and naapurit_2026.csv.
"""

import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "loaders" / "data"

# Business ids that only one, partly shifted list gives are left out: unknown is better than another town's id.
TRUSTED_BUSINESS_IDS = {"crosschecked", "shift_corrected"}

Row = Mapping[str, str]


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, rows: Iterable[Row]) -> None:
    listed = list(rows)
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def municipality(row: Row) -> dict[str, str]:
    return {
        "code": row["code"],
        "name_fi": row["name_fi"],
        "name_sv": row["name_sv"],
        "name_en": row["name_en"],
        "genitive": row["org_name"].rsplit(" ", 1)[0] if row["org_name"].endswith(("kunta", "kaupunki")) else "",
        "type": row["type"],
        "business_id": row["ytunnus"] if row["ytunnus_status"] in TRUSTED_BUSINESS_IDS else "",
        "language": row["language_code"],
        "urbanity": row["urbanity_code"],
        "region": row["region_code"],
        "wellbeing_county": row["wsc_code"],
        "subregion": row["subregion_code"],
        "subregion_fi": row["subregion_fi"],
        "subregion_sv": row["subregion_sv"],
        "lat": row["lat"],
        "lon": row["lon"],
        "land_km2": row["land_km2"],
        "population": row["population"],
        "population_year": row["population_year"],
    }


def former_regions(folder: Path) -> dict[str, str]:
    """The region of each municipality in the last year in which it is listed."""
    latest: dict[str, tuple[str, str]] = {}
    for row in read(folder, "kunnat_vuosittain_2013_2026.csv"):
        latest[row["code"]] = max(latest.get(row["code"], ("", "")), (row["year"], row["region_code"]))
    return {code: region for code, (_, region) in latest.items()}


def main(folder: Path) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    write("municipalities.csv", map(municipality, read(folder, "kunnat_2026.csv")))
    write(
        "regions.csv",
        (
            {"code": row["region_code"], **{f"name_{lang}": row[f"region_{lang}"] for lang in ("fi", "sv", "en")}}
            for row in read(folder, "maakunnat.csv")
        ),
    )
    write(
        "wellbeing_counties.csv",
        (
            {"code": row["wsc_code"], **{f"name_{lang}": row[f"wsc_{lang}"] for lang in ("fi", "sv", "en")}}
            for row in read(folder, "hyvinvointialueet.csv")
        ),
    )
    write(
        "borders.csv",
        (
            {"from": row["code_a"], "to": row["code_b"], "border": row["border"]}
            for row in read(folder, "naapurit_2026.csv")
        ),
    )
    regions = former_regions(folder)
    write(
        "mergers.csv",
        (
            {
                "date": row["effective_date"],
                "code": row["old_code"],
                "name_fi": row["old_name_fi"],
                "name_sv": row["old_name_sv"],
                "region": regions[row["old_code"]],
                "into": row["new_code"],
            }
            for row in read(folder, "kuntaliitokset_2015_2026.csv")
        ),
    )
    write(
        "region_changes.csv",
        (
            {
                "date": row["effective_date"],
                "code": row["code"],
                "from": row["from_region_code"],
                "to": row["to_region_code"],
            }
            for row in read(folder, "maakuntasiirrot_2013_2026.csv")
        ),
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
