"""Everything that can go wrong for a user, as one family of exceptions with messages from the catalogue."""

from typing import Any

from yhdysverkko.graph.messages import say


class YhdysverkkoError(Exception):
    """An error that a user can understand: `str(error)` is one sentence in the chosen language.

    `key` names the message in the catalogue (graph/texts/), `params` fill its blanks.
    """

    exit_code = 1
    http_status = 500

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        return say(self.key, **self.params)


class WrongUse(YhdysverkkoError):
    """The command, setting or request itself is off; nothing was tried."""

    exit_code = 2
    http_status = 400


class NotFound(WrongUse):
    """A named source, entity or query does not exist."""

    http_status = 404


class StoreUnavailable(YhdysverkkoError):
    """The database cannot be reached, or went away in the middle."""

    http_status = 503


class LoadInProgress(StoreUnavailable):
    """A load too large for one transaction is being written; what is readable now is not yet fact."""


class QueryRefused(YhdysverkkoError):
    """The database would not run a query: a syntax error, a write in a read, a time limit."""

    http_status = 400


class WrongSchema(YhdysverkkoError):
    """The database was made by another, incompatible version of this program."""

    http_status = 503


class KeyMissing(YhdysverkkoError):
    """The secret of the graph is not in this data folder; without it, what is marked on people cannot be obeyed."""

    http_status = 503


class LocalServerError(YhdysverkkoError):
    """The local Neo4j could not be fetched, started or stopped."""

    http_status = 503


class LoadFailed(YhdysverkkoError):
    """A source could not be loaded at all; the graph is as it was."""

    http_status = 422


class OntologyError(YhdysverkkoError):
    """The ontology file contradicts itself; `params` name the place."""
