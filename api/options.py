"""Options that several commands have."""

from datetime import date, datetime
from typing import Annotated

import typer

from yhdysverkko.api.output import Format
from yhdysverkko.graph.messages import say

FormatOption = Annotated[Format, typer.Option("--format", help=say("cli.format.help"))]
RegionOption = Annotated[str | None, typer.Option(help=say("cli.region.help"))]
DateOption = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d", "%d.%m.%Y"], help=say("cli.date.help"))
]
AsOfOption = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d", "%d.%m.%Y"], help=say("cli.as_of.help"))
]


def day_of(moment: datetime | None) -> date | None:
    """The day of an option, where one was given: Typer reads no days, only moments."""
    return moment.date() if moment else None
