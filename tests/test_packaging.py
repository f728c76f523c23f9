"""What is declared is what there is: packages, generated pages, and a wheel that works on its own."""

import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

from scripts.write_docs import pages

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("graph", "loaders", "queries", "viz", "api")


def test_every_folder_with_code_is_a_declared_package() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    found = {
        init.parent.relative_to(ROOT).as_posix() for folder in FOLDERS for init in (ROOT / folder).rglob("__init__.py")
    }

    assert set(declared["packages"]) == {f"yhdysverkko.{name.replace('/', '.')}" for name in found}
    assert set(declared["package-dir"].values()) == found


@pytest.mark.parametrize("name", pages())
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == pages()[name]


def test_the_changelog_has_a_place_for_what_comes() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_wheel_works_in_an_empty_environment(tmp_path: Path) -> None:
    built = tmp_path / "dist"
    run(sys.executable, "-m", "build", "--wheel", "--outdir", str(built), str(ROOT))
    wheel = next(built.glob("*.whl"))
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    lock = str(ROOT / "requirements.lock")
    run(str(python), "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", lock)
    run(str(python), "-m", "pip", "install", "-q", "--no-deps", str(wheel))

    data = ["--data", str(tmp_path / "data")]
    said = run(str(environment / "bin" / "yhdysverkko"), *data, "doctor")
    run(str(environment / "bin" / "yhdysverkko"), *data, "template", str(tmp_path / "template.xlsx"))

    assert said.count("✓") >= 4
    assert (tmp_path / "template.xlsx").stat().st_size > 0
    shipped = {
        file.relative_to(environment).as_posix().split("/yhdysverkko/", 1)[1]
        for file in environment.rglob("site-packages/yhdysverkko/**/*")
        if file.is_file() and file.suffix != ".pyc"
    }
    kept = run("git", "-C", str(ROOT), "ls-files", *FOLDERS).splitlines()
    assert shipped == set(kept)


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
