"""Every rule is listed with words and an example that it marks; none that a finder answers is left out."""

import json
from collections.abc import Iterator
from importlib import import_module
from inspect import isfunction
from pkgutil import walk_packages

import pytest

from onrecord.find import FINDERS
from onrecord.find.confidence import ALL, ratings
from onrecord.find.rules import Rule, about, rules
from onrecord.values import LAYERS
from tests import corpus
from tests.golden import FOLDER, cases, example, read

LISTED = list(rules())
KNOWN = [(rule.layer, rule.name) for rule in LISTED]


@pytest.mark.parametrize("rule", LISTED, ids=[f"{rule.layer}-{rule.name}" for rule in LISTED])
def test_a_rule_marks_its_example(rule: Rule) -> None:
    assert "{" in rule.example
    assert example(rule.layer, rule.name, rule.example) == rule.example


def test_a_rule_is_told_in_words() -> None:
    assert [rule.name for rule in LISTED if len(rule.about) < 10] == []
    with pytest.raises(LookupError, match="quotes has no function no_such_rule"):
        about("quotes", "no_such_rule")


def test_a_rule_stands_once_and_beside_those_of_its_layer() -> None:
    assert len(set(KNOWN)) == len(KNOWN)
    assert [layer for i, (layer, _) in enumerate(KNOWN) if KNOWN[i - 1][0] != layer] == list(LAYERS)
    assert [rule.name for rule in rules("references")] == [name for layer, name in KNOWN if layer == "references"]


def in_the_code(layer: str) -> Iterator[str]:
    """The names of the functions in a finder's tuples of rules."""
    finder = import_module(f"onrecord.find.{layer}")
    below = walk_packages(getattr(finder, "__path__", []), f"{finder.__name__}.")
    for module in (finder, *(import_module(found.name) for found in below)):
        tuples = (value for value in vars(module).values() if isinstance(value, tuple) and value)
        yield from (rule.__name__ for value in tuples if all(map(isfunction, value)) for rule in value)


@pytest.mark.parametrize("layer", FINDERS)
def test_every_rule_of_the_code_is_listed(layer: str) -> None:
    assert {(layer, rule) for rule in in_the_code(layer)} <= set(KNOWN)


def test_every_rule_that_found_something_is_listed() -> None:
    golden = [read(case) for file in FOLDER.glob("*.txt") for case in cases(file.stem)]
    found = {(layer, fact.rule) for record in golden for layer in LAYERS for fact in getattr(record, layer)}
    found |= {(fact.layer, json.loads(fact.row)["rule"]) for entry in corpus.entries() for fact in entry.facts}
    assert found <= set(KNOWN) and len(found) > 60
    assert {key for key in ratings() if key[1] != ALL} <= set(KNOWN)
