"""The language is guessed from small words; too few of them give no guess."""

import pytest

from tests.loaders.reading.conftest import Reads
from yhdysverkko.loaders.reading.language import guess_language

FINNISH = "Yhdistys kokoontui torstaina, ja mukana oli myös kunnan edustaja, joka kertoi avustuksista. Se on hyvä."
SWEDISH = "Föreningen samlades på torsdagen och kommunen var med. Det är bra att den också får bidrag för en kväll."
ENGLISH = "The association met on Thursday and the municipality was there with it. It is good for all of them."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FINNISH, "fi"),
        (SWEDISH, "sv"),
        (ENGLISH, "en"),
        (
            "Ühing kogunes neljapäeval ning kohal oli ka valla esindaja, kes rääkis toetustest. See on hea, kui nii.",
            "et",
        ),
        ("Der Verein hat sich mit der Gemeinde getroffen, und das ist nicht schlecht für die Leute.", "de"),
        ("Общество собралось в четверг, и в нём была также коммуна. Это не всё, но хорошо для людей.", "ru"),
        (f"{FINNISH}\n\n{SWEDISH}", "fi"),
        ("Multia, Karstula, Kyyjärvi", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_a_text_in_swedish_is_named(read: Reads) -> None:
    found = read("nyhet.txt", SWEDISH)
    assert found.language == "sv"
    assert "in Swedish; the rules of Finnish were not applied" in found.notices[0]


def test_a_long_text_is_sampled_throughout() -> None:
    assert guess_language("x " * 50_000 + SWEDISH * 40 + "x " * 50_000) in ("", "sv")
    assert guess_language("1 " * 100 + FINNISH * 5_000) == "fi"
