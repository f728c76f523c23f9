"""Folders, ids, sizes and what is said of files that cannot be read."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.loaders.reading.conftest import Reads, Refuses, only_document
from yhdysverkko.graph.errors import LoadFailed
from yhdysverkko.loaders.reading import Document, Unreadable, open_documents, opening

TEXT = "Järjestöilta\n\nAino Esimerkki ja Onni Malli kokosivat väen Multialle, ja se oli hyvä.\n"


def test_a_text_file_keeps_its_lines(read: Reads) -> None:
    found = read("Järjestöilta 2026.txt", TEXT)
    assert found == Document(
        id="järjestöilta-2026",
        file="Järjestöilta 2026.txt",
        title="Järjestöilta",
        uri="",
        published=None,
        modified=None,
        language="fi",
        text=TEXT,
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    )


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files_and_tables(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "osa/a.txt", ".salassa/c.txt", ".d.txt", "~$e.docx", "t.csv", "t.xlsx", "source.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "kuva.png").write_bytes(b"\x89PNG")
    (tmp_path / "c.pdf").write_bytes(b"no")
    found = [(type(item), item.file) for item in open_documents(tmp_path)]
    assert found == [
        (Document, "a.txt"), (Document, "b.md"), (Unreadable, "c.pdf"), (Unreadable, "kuva.png"),
        (Document, "osa/a.txt"),
    ]  # fmt: skip


def test_ids_are_unique_within_a_folder(tmp_path: Path) -> None:
    for name in ("muistio.md", "muistio.txt", "Muistio.txt", "osa.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    ids = [item.id for item in open_documents(tmp_path) if isinstance(item, Document)]
    assert ids == ["muistio", "muistio-md", "muistio-txt", "osa"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="no file or folder"):
        list(open_documents(tmp_path / "puuttuu"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tyhjä.txt", b"", "is empty"),
        ("välejä.txt", b" \n\n\t\n", "no text"),
        ("kuva.jpg", b"\xff\xd8", "can be read are"),
        ("muistio.doc", b"\xd0\xcf\x11\xe0", "can be read are"),
        ("ohjelma.txt", bytes(range(256)), "is not text"),
        ("sivu.html", b"<script>document.write('x')</script>", "no text"),
        ("syvä.html", b"<div>" * 3000 + b"x", "nested"),
        ("taulu.xml", b"<table/>", "neither an RSS nor an Atom"),
    ],
)
def test_why_a_file_is_not_read(refuse: Refuses, name: str, content: bytes, said: str) -> None:
    assert said in refuse(name, content)


def test_a_file_over_the_limit(refuse: Refuses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(opening._READERS, ".txt", (opening.read_plain, 10))
    assert "too large" in refuse("iso.txt", b"x" * 11)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.setitem(opening._READERS, ".txt", (fail, 1 << 20))
    first, second = open_documents(tmp_path)
    assert isinstance(first, Unreadable)
    assert "Permission denied" in first.reason
    assert isinstance(second, Document)


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode().decode("cp1252").encode(), "repaired"),
    ],
)
def test_other_encodings_and_garbled_letters_are_named(read: Reads, content: bytes, notice: str) -> None:
    found = read("muistio.txt", content)
    assert found.text == TEXT
    assert notice in " ".join(found.notices)


def test_letters_lost_before_are_counted(read: Reads) -> None:
    [notice] = read("muistio.txt", TEXT.replace("ä", "\ufffd")).notices
    assert "3 places" in notice


def test_invisible_signs_and_odd_spaces_go(read: Reads) -> None:
    assert (
        read("a.txt", "\ufeffyh\u00addistys\u200b 8.10.\u00a02026 a\u0308\r\nloppu").text
        == "yhdistys 8.10. 2026 ä\nloppu"
    )


def test_a_text_of_20_megabytes_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "iso.txt"
    line = "Äänekosken yhdistysilta kokosi toistakymmentä järjestöä – ja ”muita” toimijoita.\n"
    path.write_text(line * (20_000_000 // len(line)), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from yhdysverkko.loaders.reading import open_documents\n"
        "[found] = open_documents(Path(sys.argv[1])); assert len(found.text) > 19_000_000\n"
        # Not getrusage: its peak starts at that of the process which forked this one.
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) * 1024 < 300_000_000
    assert only_document(path).language == "fi"
