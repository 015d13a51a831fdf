"""Doc: an article's linguistic analysis, as columns with one row a token."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Literal

from msgspec import Struct

from onrecord.span import Span

NameKind = Literal["PER", "LOC", "ORG"]
ROOT = -1
_NONE: list[int] = []  # the children of most tokens: a list for each costs the garbage collector more than the rest


class Name(Struct, frozen=True, order=True):
    """A proper name: tokens `first` up to `last` (exclusive)."""

    first: int
    last: int
    kind: NameKind


class Doc:
    """Columns over the tokens of an article's readable parts.

    Offsets are code points of `text` (the article's whole text). `head` holds token indexes of the whole Doc,
    ROOT (-1) for the root of a sentence; `rel`, `pos` and `feats` are Universal Dependencies labels. `sents` and
    `paragraphs` are half-open token ranges; `sent` maps a token to its sentence.
    """

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.start: list[int] = []
        self.end: list[int] = []
        self.form: list[str] = []
        self.lemma: list[str] = []
        self.pos: list[str] = []
        self.feats: list[dict[str, str]] = []
        self.head: list[int] = []
        self.rel: list[str] = []
        self.sent: list[int] = []
        self.sents: list[tuple[int, int]] = []
        self.paragraphs: list[tuple[int, int]] = []  # token ranges
        self.headline: tuple[int, int] = (0, 0)  # token range of the headline, empty if there is none
        self.names: tuple[Name, ...] = ()

    def __len__(self) -> int:
        return len(self.form)

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Lemma -> its tokens in order: where finders start from."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for i, lemma in enumerate(self.lemma):
            found[lemma].append(i)
        return dict(found)

    def where(self, lemmas: Iterable[str]) -> list[int]:
        """Tokens whose lemma is one of `lemmas`, in text order."""
        index = self.index
        return sorted(chain.from_iterable(map(index.__getitem__, index.keys() & lemmas)))

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for i, head in enumerate(self.head):
            found[head].append(i)
        return dict(found)

    def children(self, i: int, *rels: str) -> list[int]:
        """Direct dependents of token `i`, of the given relations (subtypes included) or of any."""
        kids = self._children.get(i, _NONE)
        return [k for k in kids if self.is_rel(k, *rels)] if rels else kids

    def is_rel(self, i: int, *rels: str) -> bool:
        """Whether token `i` hangs on its head by one of `rels`; "nsubj" takes "nsubj:pass" too."""
        rel = self.rel[i]
        return rel in rels or (":" in rel and rel[: rel.index(":")] in rels)

    def subtree(self, i: int) -> list[int]:
        """Token `i` and all below it, in text order."""
        found, todo = [], [i]
        while todo:
            k = todo.pop()
            found.append(k)
            todo.extend(self._children.get(k, _NONE))
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token `i`, nearest first."""
        i = self.head[i]
        while i != ROOT:
            yield i
            i = self.head[i]

    @cached_property
    def _name_of(self) -> dict[int, Name]:
        return {i: name for name in self.names for i in range(name.first, name.last)}

    def name_at(self, i: int) -> Name | None:
        """The proper name that token `i` is part of."""
        return self._name_of.get(i)

    def feat(self, i: int, key: str) -> str:
        """A morphological feature of token `i` ("Case" -> "Nom"), "" where it has none."""
        return self.feats[i].get(key, "")

    def span(self, first: int, last: int | None = None) -> Span:
        """The text of tokens `first` up to `last` (exclusive; one token where it is left out)."""
        return Span(self.start[first], self.end[(first + 1 if last is None else last) - 1])

    def words(self, first: int, last: int) -> str:
        """The text of tokens `first` up to `last` (exclusive), as it stands."""
        return self.text[self.start[first] : self.end[last - 1]]

    def sentence(self, i: int) -> Span:
        """The sentence that token `i` stands in."""
        return self.span(*self.sents[self.sent[i]])

    def paragraph_of(self, i: int) -> int:
        """The number of the paragraph that token `i` stands in."""
        return self._paragraph[i]

    @cached_property
    def _paragraph(self) -> list[int]:
        return [n for n, (first, last) in enumerate(self.paragraphs) for _ in range(first, last)]

    def token_at(self, offset: int) -> int | None:
        """The token that covers code point `offset`, or the next one after it."""
        i = bisect_right(self.end, offset)
        return i if i < len(self.end) else None
