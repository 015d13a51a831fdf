"""Seated: what has been read so far after the noun of a post, and what the words there may be."""

import re
from functools import cache

from msgspec import Struct

from onrecord.knowledge import Knowledge
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed

_SHORTENED = re.compile(f"^({'|'.join(sorted(listed('seats', 'prefix')))})")
_SHORTEST = 3  # letters of a noun with its beginning gone


class Seat(Struct):
    """What has been read so far: words of the title, and what the post is of."""

    doc: Doc
    knowledge: Knowledge
    end: int  # of the sentence
    title: list[int]
    of: list[Mention]
    pending: list[int]  # adjectives whose noun has not come yet
    country: bool = False  # "страны": the country that the article speaks of
    inside: bool = False  # among the words of an organisation told by common nouns: no words of the title

    def widen(self, i: int) -> None:
        """Take token `i` into an organisation that is told by common nouns: "администрации города Лесного"."""
        if self.of and self.of[-1].how == "role":
            self.of[-1] = Mention(self.of[-1].start, self.doc.end[i], self.of[-1].head, "role")


def kind_of(lemma: str) -> str:
    """The kind of a noun of posts, also of one with a prefix or an apposition; "" where it is none."""
    row = frames("posts").get(lemma)
    if row is None and "-" in lemma:
        first, _, last = lemma.partition("-")
        row = frames("posts").get(last if first in ("экс", "вице") else first) or frames("posts").get(last)
    return row["kind"] if row else ""


@cache
def is_body(lemma: str) -> bool:
    """Whether a noun is an organisation, also with what is shortened before it: "облгосадминистрация"."""
    rest = _SHORTENED.sub("", lemma)
    return lemma in listed("seats", "body") or (rest != lemma and len(rest) > _SHORTEST and is_body(rest))


def opens_person(doc: Doc, i: int) -> bool:
    """Whether a person's name opens at token `i`."""
    name = doc.name_at(i)
    return name is not None and name.kind == "PER" and name.first == i


def role_at(doc: Doc, first: int, head: int) -> Mention:
    """A mention by common nouns: tokens `first` to `head`."""
    return Mention(doc.start[first], doc.end[head], head, "role")
