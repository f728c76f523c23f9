"""The command `report`: a report written in one format or several, or an earlier one brought up to date."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from yhdysverkko.api.session import tell
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.messages import LANGUAGES
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import slug
from yhdysverkko.queries.catalogue import Catalogue
from yhdysverkko.viz.reports.html import write_html
from yhdysverkko.viz.reports.make import make_report
from yhdysverkko.viz.reports.pages import write_pdf
from yhdysverkko.viz.reports.template import Template, find_template
from yhdysverkko.viz.reports.tree import Report
from yhdysverkko.viz.reports.update import update_report
from yhdysverkko.viz.reports.word import write_word

WRITERS: Mapping[str, Callable[[Report, Path | None], bytes]] = {
    "html": lambda report, _: write_html(report),
    "docx": write_word,
    "pdf": lambda report, _: write_pdf(report),
}
"""What writes a report, by format; only Word takes a template of the user's own."""


def choose_template(name: str, language: str, folder: Path | None) -> Template:
    """The template of a name and language. Raises NotFound and WrongUse as `find_template` does, and for a language."""
    if language not in LANGUAGES:
        raise WrongUse("report.language", given=language, known=", ".join(LANGUAGES))
    return find_template(name, language, folder)


def choose_files(template: Template, subject: str, output: Path | None, formats: Sequence[str]) -> dict[str, Path]:
    """The file of each format. Without formats, the one that the file's name ends with, in a folder all three."""
    if output and output.suffix and not output.is_dir():
        chosen = list(formats) or [output.suffix.removeprefix(".").lower()]
        if len(chosen) > 1:
            raise WrongUse("report.one_file")
        files = {chosen[0]: output}
    else:
        stem = f"{template.name}-{slug(subject)}"
        files = {form: (output or Path()) / f"{stem}.{form}" for form in formats or WRITERS}
    for form in files:
        if form not in WRITERS:
            raise WrongUse("report.format", given=form, known=", ".join(WRITERS))
    return files


def write_report(
    store: Store,
    template: Template,
    subject: str,
    day: date,
    questions: Catalogue,
    *,
    files: Mapping[str, Path],
    word_template: Path | None,
) -> None:
    """Write a report on an entity into each of the files."""
    report = make_report(store, template, subject, day, questions)
    for form, file in files.items():
        content = WRITERS[form](report, word_template)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        tell("report.written", path=file)


def refresh_report(store: Store, file: Path, output: Path | None, day: date, questions: Catalogue) -> None:
    """Bring a report up to date, in its place unless another file is given. Raises WrongUse for one without calls."""
    if file.suffix.lower() not in (".html", ".htm", ".docx"):
        raise WrongUse("report.format", given=file.suffix or "–", known="html, docx")
    updated = update_report(store, file, day, questions)
    if not updated.parts:
        raise WrongUse("report.nothing_generated", path=file)
    target = output or file
    # An interrupted update must not cost the editor's work.
    part = target.with_name(f"{target.name}.part")
    part.write_bytes(updated.content)
    part.replace(target)
    tell("report.updated", path=target, count=updated.parts)
