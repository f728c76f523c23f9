"""CSV tables named in the words of the vocabulary: values, ids, references, rejections."""

from datetime import date
from pathlib import Path

import pytest

from tests.loaders.conftest import Read
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.graph.ontology import Ontology
from yhdysverkko.graph.records import MASK, Ref
from yhdysverkko.loaders.tables import open_tables

IDENTITY_CODE = "131052-308T"  # the example code of the Digital and Population Data Services Agency


def test_finnish_headers_and_values_become_properties(read_csv: Read) -> None:
    found = read_csv(
        "järjestöt.csv",
        "Nimi;Lyhenne;Y-tunnus;Rekisterinumero;Voimassa alkaen;Voimassa asti;Jäsenyys arkaluonteinen\r\n"
        "Esimerkkiyhdistys ry;EY;9999902-8;123456;8.10.1990;2020;ei\r\n",
    )
    [node] = found.nodes
    assert node.ref == Ref("Association", "esimerkkiyhdistys")
    assert node.properties == {
        "name": "Esimerkkiyhdistys ry",
        "short_name": "EY",
        "business_id": "9999902-8",
        "register_number": "123.456",
        "valid_from": date(1990, 10, 8),
        "valid_from_precision": "day",
        "valid_to": date(2021, 1, 1),
        "valid_to_precision": "year",
        "sensitive": False,
    }
    assert node.evidence == {"file": "järjestöt.csv", "line": 2}
    assert not found.rejections


def test_amounts_as_offices_write_them(read_csv: Read) -> None:
    found = read_csv(
        "FUNDS.csv",
        "from;to;myönnetty;vuosi\n"
        "organisation:stea;association:a;12,5;2020\n"
        "organisation:stea;association:b;1 200,50;2020\n"
        "organisation:stea;association:c;1\u00a0200\u202f000 €;2020\n"
        "organisation:stea;association:d;–;2020\n"
        "organisation:stea;association:e;0;2020\n",
    )
    assert [item.properties.get("amount") for item in found.relations] == [12.5, 1200.5, 1200000, None, 0]
    assert not found.rejections


@pytest.mark.parametrize("cell", ["1e400", "99999999999999999999", "12,5", "kaksi"])
def test_a_count_that_is_no_whole_number_is_rejected(read_csv: Read, cell: str) -> None:
    assert len(read_csv("tapahtumat.csv", f"nimi;osallistujia\nIlta;{cell}\n").rejections) == 1


def test_a_sum_beyond_every_number_is_rejected(read_csv: Read) -> None:
    assert len(read_csv("tapahtumasarjat.csv", "nimi;kertaa vuodessa\nA;1e400\n").rejections) == 1


def test_half_past_midnight_is_not_half_past_24(read_csv: Read) -> None:
    found = read_csv("tapahtumat.csv", "nimi;alkaa klo\nA;24.00\nB;24.30\n")
    assert [item.place.line for item in found.rejections] == [3]


def test_a_person_tied_to_themselves_is_not_named(read_csv: Read) -> None:
    found = read_csv("cooperates_with.csv", "from;to\nperson:maija-esimerkki;person:maija-esimerkki\n")
    assert "maija" not in str(found.rejections[0])


def test_ids_may_carry_their_prefix(read_csv: Read) -> None:
    assert read_csv("järjestöt.csv", "id;nimi\nassociation:a;A\n").nodes[0].ref.id == "a"


def test_a_totals_row_is_no_fact_and_is_counted(read_csv: Read) -> None:
    found = read_csv(
        "organisaatiot.csv", "nimi;huomautus\nEsimerkki oy;kaksi\nYhteensä;1 200,50\nYhteensä ry;oikea nimi\n"
    )
    assert not found.rejections
    assert [node.properties["name"] for node in found.nodes] == ["Esimerkki oy", "Yhteensä ry"]
    assert "Totals rows skipped: 1" in found.notices


def test_a_bad_value_rejects_the_row_and_names_the_place(read_csv: Read) -> None:
    found = read_csv(
        "tapahtumat.csv", "nimi;päivä;osallistujia\nIlta;32.1.2026;3\nBrunssi;8.10.2026;noin\nJuhla;2026;7\n"
    )
    assert [node.properties["name"] for node in found.nodes] == ["Juhla"]
    first, second = found.rejections
    assert (first.place.file, first.place.line, first.place.column, first.value) == (
        "tapahtumat.csv", 2, "päivä", "32.1.2026",
    )  # fmt: skip
    assert (second.place.line, second.place.column, second.value) == (3, "osallistujia", "noin")


def test_a_formula_error_is_neither_value_nor_unknown(read_csv: Read) -> None:
    found = read_csv("hankkeet.csv", "nimi;tavoite\nA;#ARVO!\nB;#PUUTTUU!\nC;#yhdessä\n#VIITTAUS!;x\n")
    assert [node.ref.id for node in found.nodes] == ["c"]
    assert [item.place.line for item in found.rejections] == [2, 3, 5]


def test_an_identity_code_rejects_the_row_without_being_shown(read_csv: Read) -> None:
    found = read_csv("henkilöt.csv", f"nimi;oma sarake\nMaija Esimerkki;{IDENTITY_CODE}\nMatti Malli;131052-3081\n")
    assert [node.properties["name"] for node in found.nodes] == ["Matti Malli"]
    [rejection] = found.rejections
    assert IDENTITY_CODE not in str(rejection)
    assert rejection.value == MASK
    assert "identity code" in rejection.reason


@pytest.mark.parametrize("sign", "-+ABCDEFYXWVU")
def test_every_century_sign_of_an_identity_code_is_known(read_csv: Read, sign: str) -> None:
    assert len(read_csv("people.csv", f"name;note\nMaija;x {IDENTITY_CODE.replace('-', sign)} y\n").rejections) == 1


def test_contacts_are_dropped_and_counted_unless_kept(read_csv: Read) -> None:
    table = "nimi;puhelin;sähköposti\nMaija Esimerkki;040 123 4567;maija@example.org\nMatti Malli;;–\n"
    dropped = read_csv("henkilöt.csv", table)
    assert dropped.nodes[0].properties == {"name": "Maija Esimerkki"}
    assert "Contact details left out: 2" in dropped.notices
    kept = read_csv("henkilöt.csv", table, keep_contacts=True)
    assert kept.nodes[0].properties["email"] == "maija@example.org"
    assert kept.source.source.version != dropped.source.source.version


def test_a_volunteer_is_internal_unless_the_table_says_otherwise(read_csv: Read) -> None:
    found = read_csv("henkilöt.csv", "nimi;asema;näkyvyys\nA;volunteer;\nB;volunteer;public\nC;official;\n")
    assert [node.properties.get("visibility") for node in found.nodes] == ["internal", "public", None]


def test_consent_makes_a_volunteer_public(read_csv: Read) -> None:
    found = read_csv("henkilöt.csv", "nimi;asema;suostumus annettu\nA;volunteer;1.3.2026\nB;volunteer;\n")
    assert [node.properties.get("visibility") for node in found.nodes] == [None, "internal"]


PRIVATE = """nimi;asema;puhelin;sähköposti;suostumus annettu
A;volunteer;040 000 1234;;
B;volunteer;;b.esimerkki@gmail.com;
C;official;;c.esimerkki@luukku.com;
D;volunteer;+358 50 000 1234;d.esimerkki@hotmail.com;1.3.2026
E;official;0400 000 123;e@example.org;
F;volunteer;014 000 123;info@example.org;
"""


def test_private_contacts_without_consent_reject_the_row_without_being_shown(read_csv: Read) -> None:
    found = read_csv("henkilöt.csv", PRIVATE, keep_contacts=True)
    assert [node.ref.id for node in found.nodes] == ["d", "e", "f"]
    places = [(item.place.line, item.place.column, item.value) for item in found.rejections]
    assert places == [(2, "puhelin", MASK), (3, "sähköposti", MASK), (4, "sähköposti", MASK)]
    assert not any(text in str(found.rejections) for text in ("040", "gmail", "luukku"))


def test_private_contacts_reject_nothing_when_contacts_are_not_kept(read_csv: Read) -> None:
    assert not read_csv("henkilöt.csv", PRIVATE).rejections


def test_personal_values_are_masked_in_rejections(read_csv: Read) -> None:
    found = read_csv("henkilöt.csv", "id;nimi;asema\nx;Maija Esimerkki;official\nx;Matti Malli;official\n")
    [rejection] = found.rejections
    assert (rejection.place.line, rejection.value) == (3, MASK)
    assert "line 2" in rejection.reason
    assert "Matti" not in str(rejection)


def test_identical_rows_are_one_fact(read_csv: Read) -> None:
    found = read_csv("järjestöt.csv", "nimi\nEsimerkki ry\nEsimerkki ry\n")
    assert (len(found.nodes), found.rejections) == (1, [])
    ties = read_csv("funds.csv", "from;to;year\n" + "organisation:a;association:b;2020\n" * 2)
    assert len(ties.relations) == 1


def test_the_same_grant_with_two_amounts_is_rejected_not_overwritten(read_csv: Read) -> None:
    row = "organisation:stea;association:b;{};2020\n"
    found = read_csv("funds.csv", "from;to;amount;year\n" + row.format(1) + row.format(2))
    assert [item.properties["amount"] for item in found.relations] == [1]
    assert "line 2" in found.rejections[0].reason


def test_codes_get_their_zeros_back_and_names_their_codes(read_csv: Read) -> None:
    found = read_csv("kunnat.csv", "kuntakoodi;nimi\n77;Hankasalmi\n005;Alajärvi\n;Jyväskylä\n;Eiole\n")
    assert [node.ref.id for node in found.nodes] == ["077", "005", "179"]
    assert found.rejections[0].place.line == 5


def test_references_by_code_name_and_organisation_form(read_csv: Read) -> None:
    found = read_csv(
        "LIAISON_FOR.csv",
        "henkilö;kunta\nperson:a;77\nperson:b;Hankasalmen kunta\n"
        "person:c;municipality:077\nd;Pertunmaa\ne;Hangasalmi\n",
    )
    assert [item.end.id for item in found.relations] == ["077", "077", "077", "588"]
    [rejection] = found.rejections
    assert rejection.place.column == "kunta"
    assert "hankasalmi" in rejection.reason


def test_a_plain_name_means_the_one_entity_of_the_source(tmp_path: Path, read: Read) -> None:
    (tmp_path / "järjestöt.csv").write_text("id;nimi\nkyt;Keski-Suomen esimerkki ry\nsama;Sama\n", encoding="utf-8")
    (tmp_path / "organisations.csv").write_text("id;nimi\nsama;Sama\n", encoding="utf-8")
    (tmp_path / "member_of.csv").write_text(
        "from;to\nLaukaa;kyt\n179;Keski-Suomen esimerkki ry\nLaukaa;sama\nLaukaa;organisation:sama\nLaukaa;puuttuu\n",
        encoding="utf-8",
    )
    found = read(tmp_path)
    assert [(item.start.id, *item.end) for item in found.relations] == [
        ("410", "Association", "kyt"),
        ("179", "Association", "kyt"),
        ("410", "Organisation", "sama"),
    ]
    ambiguous, unknown = found.rejections
    assert "association:sama, organisation:sama" in ambiguous.reason
    assert "association:…" in unknown.reason


def test_persons_are_masked_in_failed_references(read_csv: Read) -> None:
    found = read_csv("cooperates_with.csv", "from;to\nMaija Esimerkki;Laukaa\n")
    assert found.rejections[0].value == MASK
    assert "Maija" not in found.rejections[0].reason


def test_a_missing_required_column_rejects_the_table(read_csv: Read) -> None:
    found = read_csv("funds.csv", "from;amount\norganisation:a;3\n")
    assert not found.relations
    [rejection] = found.rejections
    assert (rejection.place.line, rejection.place.column) == (1, "to")


def test_an_unknown_column_is_told_with_the_nearest_name(read_csv: Read) -> None:
    assert "lyhene" in (notices := read_csv("järjestöt.csv", "nimi;lyhene\nA;a\n").notices)
    assert "lyhenne" in notices


def test_two_columns_of_one_meaning_reject_the_table(read_csv: Read) -> None:
    found = read_csv("järjestöt.csv", "nimi;name\nA;B\n")
    assert not found.nodes
    assert "mean the same" in found.rejections[0].reason


def test_nodes_come_before_relations(tmp_path: Path, vocabulary: Ontology) -> None:
    (tmp_path / "a_funds.csv").write_text("from;to\norganisation:x;association:y\n", encoding="utf-8")
    (tmp_path / "FUNDS.csv").write_text("from;to\norganisation:x;association:y\n", encoding="utf-8")
    (tmp_path / "järjestöt.csv").write_text("nimi\nY\n", encoding="utf-8")
    [source] = open_tables(tmp_path, vocabulary=vocabulary)
    assert [type(record).__name__ for record in source.records()] == ["Node", "Relation"]
    assert [type(record).__name__ for record in source.records()] == ["Node", "Relation"]
    assert any("a_funds" in notice for notice in source.notices)


def test_a_period_that_ends_before_it_begins_is_rejected(read_csv: Read) -> None:
    assert len(read_csv("hankkeet.csv", "nimi;alkaa;päättyy\nA;2020;2019\n").rejections) == 1


def test_a_file_named_without_dots_is_recognised(read_csv: Read) -> None:
    assert [node.ref.kind for node in read_csv("jarjestot 2.csv", "nimi\nA\n").nodes] == ["Association"]


def test_nothing_recognisable_is_a_clear_failure(tmp_path: Path, vocabulary: Ontology) -> None:
    (tmp_path / "muistio.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(LoadFailed, match="associations"):
        open_tables(tmp_path / "muistio.csv", vocabulary=vocabulary)
    with pytest.raises(LoadFailed, match="no file"):
        open_tables(tmp_path / "puuttuu.csv", vocabulary=vocabulary)
