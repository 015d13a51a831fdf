"""The rules of every finder, for people: what each looks for, in words and in an example."""

from collections.abc import Iterator
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from pkgutil import walk_packages

from msgspec import Struct

from onrecord.knowledge.tables import parse

TABLE = Path(__file__).with_name("rules.tsv")  # layer, rule, example; "\\n" there is a line break


class Rule(Struct, frozen=True):
    """A rule: the first line of its function's docstring, and a text with the words that it finds in braces.

    The marks are those of the golden texts: `«{content Мост откроют}», — {cue заявила} {mention Анна Берг}.`
    """

    layer: str
    name: str
    about: str
    example: str


def rules(layer: str | None = None) -> Iterator[Rule]:
    """Every rule, or those of one layer, in the order of the table.

    >>> next(rules("references")).name
    'of_a_body'
    """
    for row in parse(TABLE.read_text(encoding="utf-8"), TABLE.name):
        if layer in (None, row["layer"]):
            yield Rule(row["layer"], row["rule"], about(row["layer"], row["rule"]), row["example"].replace("\\n", "\n"))


def about(layer: str, rule: str) -> str:
    """The first line of the docstring of a rule's function, which stands in the finder under the rule's name."""
    finder = import_module(f"onrecord.find.{layer}")
    below = walk_packages(getattr(finder, "__path__", []), f"{finder.__name__}.")
    for module in (finder, *(import_module(found.name) for found in below)):
        function = vars(module).get(rule)
        if isfunction(function):
            return (function.__doc__ or "").strip().partition("\n")[0]
    raise LookupError(f"{TABLE.name}: {layer} has no function {rule}")
