"""The description of the API (OpenAPI): what FastAPI knows of the routes, with examples and with our problems."""

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI

Schema = dict[str, Any]

TAGS = (
    ("graph", "Entities, the ties between them, and the sources that state both"),
    ("questions", "The catalogue of questions and their answers"),
    ("exports", "Files for other tools"),
    ("reports", "Documents on one entity"),
    ("loads", "Tables and documents on their way into the graph, for editors"),
    ("views", "Maps as pictures, and the ones that are saved under a name"),
    ("cypher", "Queries of an analyst's own, read-only, and those that are saved and shared"),
    ("operation", "Whether the application is well"),
)

PROBLEM = "application/problem+json"
NOT_MODIFIED = {"description": "What If-None-Match names is still the answer"}
REVALIDATION = {
    "ETag": {"description": "Changes with the answer; give it as If-None-Match", "schema": {"type": "string"}},
}
NEXT = {"Link": {"description": 'The next page, as rel="next"; none at the end', "schema": {"type": "string"}}}

SCALARS: dict[str, Any] = {
    "object": {},
    "boolean": False,
    "integer": 1,
    "number": 1.0,
    "date": "2020-12-31",
    "date-time": "2026-10-08T12:00:00Z",
}
"""Examples of what no field gives one for, by format or type."""


def answers_with_file(description: str, media_types: Iterable[str]) -> dict[int | str, dict[str, Any]]:
    """What a route answers that gives a file, in one of these types."""
    binary = {"type": "string", "format": "binary"}
    content = {each: {"schema": {} if "json" in each else binary} for each in media_types}
    return {200: {"description": description, "content": content}}


def describe(app: FastAPI) -> None:
    """Complete what the application says of itself at its openapi_url."""
    app.openapi_tags = [{"name": name, "description": text} for name, text in TAGS]
    plain = app.openapi

    def complete() -> Schema:
        described = plain()
        _complete(described)  # again where FastAPI kept it, to no effect
        return described

    app.openapi = complete  # type: ignore[method-assign]  # as FastAPI's documentation extends it


def _complete(described: Schema) -> None:
    schemas = described["components"]["schemas"]
    for method, operation in _operations(described):
        for parameter in operation.get("parameters", ()):
            if "example" not in parameter and "examples" not in parameter:
                parameter["example"] = example_of(parameter["schema"], schemas)
        for status, answer in operation["responses"].items():
            _complete_answer(int(status), answer, schemas)
        if method == "get":
            operation["responses"]["304"] = NOT_MODIFIED
            headers = operation["responses"]["200"].setdefault("headers", {})
            headers |= REVALIDATION
            if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ())):
                headers |= NEXT
        operation["responses"] = dict(sorted(operation["responses"].items()))


def _operations(described: Schema) -> Iterator[tuple[str, Schema]]:
    return ((method, operation) for path in described["paths"].values() for method, operation in path.items())


def _complete_answer(status: int, answer: Schema, schemas: Schema) -> None:
    if status >= 400:
        schema = {"$ref": "#/components/schemas/Problem"}
        answer["content"] = {PROBLEM: {"schema": schema, "example": example_of(schema, schemas) | {"status": status}}}
        return
    for media_type, content in answer.get("content", {}).items():
        if media_type == "application/json" and content.get("schema"):
            content["example"] = example_of(content["schema"], schemas)


def example_of(schema: Schema, schemas: Schema) -> Any:
    """An example of what a schema describes, made of the examples of its parts."""
    match schema:
        case {"$ref": str(name)}:
            return example_of(schemas[name.rpartition("/")[2]], schemas)
        case {"examples": [first, *_]} | {"enum": [first, *_]} | {"const": first}:
            return first
        case {"default": value} if value not in (None, [], ""):
            return value
        case {"anyOf": [first, *_]}:
            return example_of(first, schemas)
        case {"type": "object", "properties": properties}:
            return {name: example_of(item, schemas) for name, item in properties.items()}
        case {"type": "array", "items": items}:
            return [example_of(items, schemas)]
        case _:
            return SCALARS.get(str(schema.get("format", schema.get("type"))), "")
