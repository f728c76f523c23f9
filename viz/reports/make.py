"""Making a report: a template filled in for one entity, its calls answered, as of one day."""

from datetime import date

from yhdysverkko.graph.facts import read_entity
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.messages import speaking
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.records import Ref, format_reference
from yhdysverkko.graph.store import Store
from yhdysverkko.graph.values import format_date
from yhdysverkko.queries.catalogue import Catalogue
from yhdysverkko.queries.parameters import find_entity
from yhdysverkko.viz.present import display_name
from yhdysverkko.viz.reports.answering import Answerer
from yhdysverkko.viz.reports.calls import Call
from yhdysverkko.viz.reports.markdown import read_markdown
from yhdysverkko.viz.reports.template import Template, fill
from yhdysverkko.viz.reports.tree import Report, plain


def make_report(store: Store, template: Template, subject: str, day: date, questions: Catalogue) -> Report:
    """The report of a template on an entity (a name, id or reference), as of a day.

    Raises NotFound naming the entities that are spelt alike, and WrongUse for what the template asks in vain.
    """
    kind = ontology().by_prefix[template.subject]
    with speaking(template.language), settled(store):
        ref = Ref(kind.name, str(find_entity(store, subject, template.subject)))
        name = display_name(read_entity(store, ref).entity, template.language)
        filled = fill(
            template,
            {
                "name": name,
                "code": ref.id,
                "subject": format_reference(ontology(), ref),
                "day": format_date(day),
                "months_ago": lambda months: _months_before(day, int(months)),
            },
        )
        answerer = Answerer(store, questions, day)
        answerer.read_ahead(part for part in filled.parts if isinstance(part, Call))
        title, blocks = read_markdown(filled, answerer.answer)
    return Report(title or plain(name), template.language, day, blocks)


def _months_before(day: date, months: int) -> date:
    """The day so many months before, the last one of its month where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(last, day.day))
        except ValueError:
            continue
    return date(year, month + 1, 28)
