"""What the API's answers look like, for OpenAPI: made from the columns of the lists."""

from types import GenericAlias
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, create_model

from onrecord.desk.problems import PROBLEM

Row = dict[str, Any]
_LISTS = ("names", "offsets", "participants", "delegations", "absent", "agenda", "outcomes", "goods", "parties")
_TYPES: dict[str, Any] = {
    **dict.fromkeys(_LISTS, list[str] | None),
    **dict.fromkeys(("articles", "mentions", "outlets", "independent", "support", "number"), int | None),
    **dict.fromkeys(("amount", "confidence"), float | None),
    "places": list[Row],
    "acting": bool,
}


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Story(BaseModel):
    """A story's tellings, and its statements as outlets render them."""

    tellings: list[Row]
    statements: list[Row]


class Items(BaseModel):
    """An actor's row, and what is known of it as rows; `newest` where they are of so many articles, the newest."""

    actor: Row
    newest: int | None
    items: list[Row]


def row_of(name: str, columns: tuple[str, ...]) -> type[BaseModel]:
    """The shape of a row; its keys are always there, what is unknown is null."""
    fields: dict[str, Any] = {column: (_TYPES.get(column, str | None), ...) for column in columns}
    return create_model(f"{name.capitalize()}Row", **fields)


def page_of(name: str, columns: tuple[str, ...]) -> type[BaseModel]:
    """The shape of a page of rows."""
    rows = GenericAlias(list, (row_of(name, columns),))
    fields: dict[str, Any] = {"items": (rows, ...), "next": (str | None, ...)}
    return create_model(f"{name.capitalize()}Page", **fields)


def described(app: FastAPI) -> None:
    """Have an application describe its errors as what they are: problems, not plain JSON."""
    plain = app.openapi

    def made() -> dict[str, Any]:
        schema = plain()
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {PROBLEM: answer["content"].pop("application/json")}
        return schema

    vars(app)["openapi"] = made
