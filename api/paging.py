"""Paging: cursors that say after what a page begins, and the address of the next page."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Annotated, TypeVar

import orjson
from fastapi import Depends, Query, Request, Response

from yhdysverkko.graph.errors import WrongUse

USUAL, LARGEST = 100, 500
"""Items on a page where no limit is named, and at most; the streams have all."""

Item = TypeVar("Item")


class Page:
    """The page that a request asks for: after which item it begins, and how many are on it."""

    def __init__(
        self,
        request: Request,
        response: Response,
        cursor: Annotated[
            str | None,
            Query(
                max_length=2000,
                description="Where the page begins: `next` of the page before it. What is in it may change.",
                examples=["WyJNdW5pY2lwYWxpdHkiLCIwNzciXQ"],
            ),
        ] = None,
        limit: Annotated[
            int | None,
            Query(ge=1, le=LARGEST, description="Items on a page; of a stream, how many in all", examples=[100]),
        ] = None,
    ) -> None:
        self.request = request
        self.limit = limit
        self._response = response
        self._cursor = cursor
        self._size = limit or USUAL

    @property
    def wanted(self) -> int:
        """How many items to read: one more than are shown, to know whether there is another page."""
        return self._size + 1

    def after(self, parts: int) -> list[str] | None:
        """The key of the item before the page. Raises WrongUse for a cursor that is none of this list."""
        if self._cursor is None:
            return None
        try:
            key = orjson.loads(urlsafe_b64decode(self._cursor + "=" * (-len(self._cursor) % 4)))
        except ValueError as error:
            raise WrongUse("api.cursor") from error
        if not isinstance(key, list) or len(key) != parts or not all(isinstance(part, str) for part in key):
            raise WrongUse("api.cursor")
        return key

    def cut(self, items: Iterable[Item], key: Callable[[Item], Sequence[str]]) -> tuple[list[Item], str | None]:
        """The items that are shown, and the cursor of the next page if there are more: the key of the last of them.

        The next page is named in a Link header (RFC 8288) too, for programs that go by headers.
        """
        found = list(islice(items, self.wanted))
        if len(found) < self.wanted:
            return found, None
        shown = found[: self._size]
        cursor = urlsafe_b64encode(orjson.dumps(list(key(shown[-1])))).decode().rstrip("=")
        url = self.request.url.include_query_params(cursor=cursor)
        self._response.headers["link"] = f'<{url.path}?{url.query}>; rel="next"'
        return shown, cursor


PageDep = Annotated[Page, Depends()]
