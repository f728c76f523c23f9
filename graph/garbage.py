"""Python's search for objects that hold each other, left out where millions are made and none of them do."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Leave cycles alone for the block: a load or a long answer makes many objects and no cycles, and looking for them
    costs a third of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
