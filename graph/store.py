"""The store: one client for Neo4j over Bolt. Beside graph/bolt.py, the only module that imports its driver."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Self

import neo4j
from neo4j import GraphDatabase, Query, RoutingControl
from neo4j.exceptions import DriverError, Neo4jError

from yhdysverkko.graph.bolt import found, operators, plain, row, store_errors, unread
from yhdysverkko.graph.errors import StoreUnavailable
from yhdysverkko.graph.found import Plan
from yhdysverkko.graph.local import DATABASE, USER, LocalServer, Progress
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.sight import Sight

Row = dict[str, Any]
Parameters = Mapping[str, Any]

# The driver's own warnings would reach standard error beside our sentence for the same thing.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
"""How an address of a server over Bolt may begin."""

FETCH_SIZE = 2000
RETRY_S = 15.0


class Moment:
    """A state of the graph that a store has seen. While it is the same object, nothing has changed for whoever reads.

    `stamp` is the server's own name of the state, the same for everybody; empty for one that nobody has seen yet.
    """

    def __init__(self, stamp: str = "") -> None:
        self.stamp = stamp


class Transaction:
    """An open transaction; what it wrote is there for others only once all of it has ended well.

    Errors are the driver's until they leave the store, which can then tell those after which it tries again.
    """

    def __init__(self, inner: neo4j.Transaction | neo4j.ManagedTransaction) -> None:
        self._inner = inner

    def run(self, query: str, /, **parameters: Any) -> list[Row]:
        """Run one query and return all its rows."""
        return [row(record) for record in self._inner.run(query, unread(parameters))]

    def stream(self, query: str, /, **parameters: Any) -> Iterator[Row]:
        """Run one query and yield its rows as they arrive."""
        return map(row, self._inner.run(query, unread(parameters)))


class Bounded:
    """Reads with a text that somebody wrote: the server refuses writes in it, and ends it after some seconds.

    Each is one exchange with the server, never tried again; a transaction of ours around it would take two more.
    """

    def __init__(self, store: "Store", session: neo4j.Session, seconds: float) -> None:
        self._store = store
        self._session = session
        self._seconds = seconds

    def plan(self, text: str, parameters: Parameters) -> Plan:
        """What the server would do with a text. Nothing of it is done."""
        # On a line of its own, so that columns in what the server says of errors are those of the text.
        summary = self._run(f"EXPLAIN\n{text}", parameters).consume()
        root = summary.plan or {}
        rows = root.get("args", {}).get("EstimatedRows")
        return Plan(summary.query_type or "", list(operators(root)), rows)

    def rows(self, text: str, parameters: Parameters) -> "Rows | None":
        """The rows of a text, as they arrive; None for one that only explains itself, which has none."""
        before = self._store.moment
        unsure = self._store._forget()  # while the rows arrive, nobody knows what state they are of
        result = self._run(text, parameters)
        columns = result.keys()
        empty = result.peek() is None
        if empty and result.consume().plan:
            return None
        return Rows(columns, self._arriving(() if empty else result, before, unsure))

    def _arriving(self, records: Iterable[neo4j.Record], before: Moment, unsure: Moment) -> Iterator[tuple[Any, ...]]:
        """Rows as they arrive; an error on their way is ours already, for whoever ends with it what has begun."""
        with store_errors():
            for record in records:
                yield tuple(map(found, record.values()))
        # The last of them told what state they are of.
        self._store._return(self._session, before, unsure)

    def _run(self, text: str, parameters: Parameters) -> neo4j.Result:
        return self._session.run(Query(text, timeout=self._seconds), dict(parameters))


class Store:
    """A connection to one database. Rows come back as dicts of plain Python values; points as `Point`."""

    def __init__(
        self,
        uri: str,
        user: str,
        password: str,
        database: str,
        *,
        keys: Path,
        time_limit_s: float,
        patience_s: float = RETRY_S,
    ) -> None:
        """`keys`: the folder where the secret of the graph is. `patience_s`: how long a reading query is tried again
        while the server is away."""
        self._opened = partial(
            Store, uri, user, password, database, keys=keys, time_limit_s=time_limit_s, patience_s=patience_s
        )
        self.uri = uri
        self.database = database
        self.keys = keys
        self.sight = Sight.PUBLISHED
        """Whose names are shown to whoever this store is for."""
        self._by_sight = {self.sight: self}
        self.moment = Moment()
        """Another one after every query through this store that wrote or saw another state than the one before."""
        self._noting = Lock()
        self._time_limit_s = time_limit_s
        self._patience_s = patience_s
        if not uri.startswith(SCHEMES):
            # The driver takes http too, as a preview that needs another package.
            raise StoreUnavailable("store.scheme", known=", ".join(SCHEMES))
        with store_errors():
            self._driver = GraphDatabase.driver(
                uri,
                auth=(user, password),
                max_transaction_retry_time=RETRY_S,
                connection_acquisition_timeout=RETRY_S,
                notifications_min_severity="OFF",
                fetch_size=FETCH_SIZE,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Callable[[], "Store"], tuple[()]]:
        """Sent to another process, it is a client of its own of the same database."""
        return self._opened, ()

    def seeing(self, sight: Sight) -> "Store":
        """The same client for somebody who sees so far; what is remembered for one sight is not for another."""
        with self._noting:
            if sight not in self._by_sight:  # not `copy`, which connects anew, as in another process
                other = self._by_sight[sight] = object.__new__(Store)
                other.__dict__ |= self.__dict__ | {"sight": sight, "moment": Moment(), "_noting": Lock()}
            return self._by_sight[sight]

    def close(self) -> None:
        self._driver.close()

    def check(self) -> str:
        """The version of the server. Raises StoreUnavailable when it cannot be reached or lets us not in."""
        rows = self.read("CALL dbms.components() YIELD versions RETURN versions[0] AS version")
        return str(rows[0]["version"])

    def read(self, query: str, /, **parameters: Any) -> list[Row]:
        """All rows of a reading query, from a reader where there are several servers; tried again when one fails.

        The server refuses writes in it and stops it after the time limit. Raises QueryRefused or StoreUnavailable.
        """
        return self.read_dated(query, **parameters)[0]

    def read_dated(self, query: str, /, **parameters: Any) -> tuple[list[Row], Moment]:
        """What `read` reads, and the moment it is of."""
        limited = self._limited(query)
        with store_errors():
            try:
                # One exchange with the server; the driver's transaction, which tries again, takes two.
                with self._driver_session(neo4j.READ_ACCESS) as session:
                    rows = [row(record) for record in session.run(limited, parameters)]
                    return rows, self._note(session)
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable():
                    raise
            return self._read_again(query, parameters)

    def look(self) -> Moment:
        """The present state of the graph, whoever made it."""
        return self.read_dated("RETURN 1")[1]

    def write(self, query: str, /, **parameters: Any) -> list[Row]:
        """All rows of a writing query, in a transaction of its own that is tried again when a server fails."""
        with self._writing():
            result = self._driver.execute_query(
                query, parameters, routing_=RoutingControl.WRITE, database_=self.database
            )
        return [row(record) for record in result.records]

    def run_alone(self, query: str, /, **parameters: Any) -> None:
        """Run a query that makes its own transactions (CALL … IN TRANSACTIONS); its rows are thrown away."""
        with self._writing(), self._session(neo4j.WRITE_ACCESS) as session:
            session.run(query, parameters).consume()

    @contextmanager
    def stream(self, query: str, write: bool = False, /, **parameters: Any) -> Iterator["Rows"]:
        """The rows of a query as they arrive, with their column names; nothing is kept in memory."""
        access = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        with self._writing() if write else store_errors(), self._session(access) as session:
            result = session.run(query if write else self._limited(query), parameters)
            yield Rows(result.keys(), (tuple(map(plain, record.values())) for record in result))

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One reading transaction for several queries that must see the same graph."""
        with store_errors(), self._session(neo4j.READ_ACCESS) as session, session.begin_transaction() as inner:
            yield Transaction(inner)

    @contextmanager
    def bounded(self, seconds: float) -> Iterator[Bounded]:
        """For texts that somebody wrote, each of which the server ends after some seconds."""
        with store_errors(), self._driver_session(neo4j.READ_ACCESS) as session:
            yield Bounded(self, session, seconds)

    def transact(self, work: Callable[[Transaction], None]) -> None:
        """Do `work` in one writing transaction; undone when it raises.

        Where the server gave it up for another writer's sake, or was gone before the commit, `work` is done again; not
        where the answer to the commit was lost, for then it may have happened.
        """
        with self._writing(), self._session(neo4j.WRITE_ACCESS) as session:
            session.execute_write(lambda inner: work(Transaction(inner)))

    @contextmanager
    def _session(self, access: str) -> Iterator[neo4j.Session]:
        with self._driver_session(access) as session:
            yield session
            self._note(session)

    def _driver_session(self, access: str, **more: Any) -> neo4j.Session:
        return self._driver.session(
            database=self.database,
            default_access_mode=access,
            bookmark_manager=self._driver.execute_query_bookmark_manager,
            **more,
        )

    def _note(self, session: neo4j.Session) -> Moment:
        """The moment that a session has seen, which has read all it wants; the store's is then the same."""
        stamp = _stamp(session)
        with self._noting:
            if not stamp or stamp != self.moment.stamp:
                self.moment = Moment(stamp)
            return self.moment

    def _forget(self) -> Moment:
        """Know no moment any more; returns the unknown one."""
        with self._noting:
            self.moment = Moment()
            return self.moment

    def _return(self, session: neo4j.Session, before: Moment, unsure: Moment) -> None:
        """Return to the moment before `unsure` if that is what the session has seen, and nobody has seen another."""
        with self._noting:
            if self.moment is unsure and before.stamp and before.stamp == _stamp(session):
                self.moment = before

    def _read_again(self, query: str, parameters: Parameters) -> tuple[list[Row], Moment]:
        """What `read_dated` reads, in the driver's own transaction, which tries again."""
        work = neo4j.unit_of_work(timeout=self._time_limit_s)(
            lambda inner: [row(record) for record in inner.run(query, dict(parameters))]
        )
        with self._driver_session(neo4j.READ_ACCESS, max_transaction_retry_time=self._patience_s) as session:
            return session.execute_read(work), self._note(session)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with store_errors():
                yield
        finally:
            self._forget()

    def _limited(self, query: str) -> Query:
        return Query(query, timeout=self._time_limit_s)


class Rows:
    """Rows of a streamed query: `columns` names them, iterating yields tuples of plain values."""

    def __init__(self, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
        self.columns = list(columns)
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows


def open_store(settings: Settings, progress: Progress | None = None, *, patience_s: float = RETRY_S) -> Store:
    """The user's own server when NEO4J_URI is set, else the local one of the data folder, started if need be."""
    if settings.neo4j_uri:
        return Store(
            settings.neo4j_uri,
            settings.neo4j_username,
            settings.neo4j_password.get_secret_value(),
            settings.neo4j_database,
            keys=settings.keys,
            time_limit_s=settings.time_limit_s,
            patience_s=patience_s,
        )
    server = LocalServer(settings)
    running = server.start(progress)
    return Store(
        running.uri,
        USER,
        server.password(),
        DATABASE,
        keys=settings.keys,
        time_limit_s=settings.time_limit_s,
        patience_s=patience_s,
    )


def _stamp(session: neo4j.Session) -> str:
    """What a server calls a bookmark names its last transaction, also when all that was done is reading."""
    return " ".join(sorted(session.last_bookmarks().raw_values))
