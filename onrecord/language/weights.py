"""Weights: the model files of the natasha wheel, folded into the fewest matrix products that give slovnet's answer."""

import tarfile
from collections.abc import Iterable
from functools import cache
from gzip import decompress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from slovnet.exec import model as nets
from slovnet.exec.pack import Pack

from onrecord.errors import OnrecordError

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

EMBEDDINGS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
NETS = {"morph": nets.Morph, "syntax": nets.Syntax, "ner": nets.NER}
LABELS = {"morph": "tag", "syntax": "rel", "ner": "tag"}
UNKNOWN = "<unk>"


def data_folder() -> Path:
    """Where the natasha wheel keeps its data; the package is never imported (it pulls pymorphy2 and pkg_resources)."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise OnrecordError("natasha: the Russian models are in its wheel, which isn't installed: pip install natasha")
    return Path(spec.submodule_search_locations[0], "data")


class Embeddings:
    """Navec's word vectors, product-quantised: decoded for the words asked for, never as a whole (300 MB)."""

    def __init__(self, path: Path) -> None:
        with tarfile.open(path) as tar:
            packed, quantised = tar.extractfile("vocab.bin"), tar.getmember("pq.bin")
            assert packed is not None
            content = decompress(packed.read())
        size = int(np.frombuffer(content, np.uint32, 1)[0])
        self._ids = {word: i for i, word in enumerate(content[4 + 4 * size :].decode().splitlines())}
        self._unknown = self._ids[UNKNOWN]
        at = quantised.offset_data
        count, self.width, parts, centroids = np.fromfile(path, np.uint32, 4, offset=at).tolist()
        # Read, not mapped: 10 ms, where the page faults of the first 40 articles took 150.
        self._indexes = np.fromfile(path, np.uint8, count * parts, offset=at + 16).reshape(count, parts)
        codes = np.fromfile(path, np.float32, centroids * self.width, offset=at + 16 + count * parts)
        self._codes = codes.reshape(parts * centroids, -1)
        self._first_codes = np.arange(0, parts * centroids, centroids)

    def id(self, form: str) -> int:
        """The row of a word form, that of the unknown word where it has none."""
        return self._ids.get(form.lower(), self._unknown)

    def vectors(self, ids: Iterable[int]) -> Floats:
        """One row of `width` floats for each id."""
        return self._codes.take(self.codes(ids), axis=0).reshape(-1, self.width)

    def codes(self, ids: Iterable[int]) -> Ints:
        """For each id the places of the codes that its vector is made of, one for each part of it."""
        return self._first_codes + self._indexes[list(ids)].astype(np.intp)

    def projected(self, directions: Floats) -> Floats:
        """What each code adds to a vector's projection on `directions` (width, count): a row of `count` for each."""
        parts = len(self._first_codes)
        codes = self._codes.reshape(parts, -1, self.width // parts)
        found: Floats = codes @ directions.reshape(parts, self.width // parts, -1)
        return found.reshape(len(self._codes), -1)


@cache
def embeddings() -> Embeddings:
    """The vectors in the natasha wheel, read once."""
    return Embeddings(data_folder() / EMBEDDINGS)


class Dense(NamedTuple):
    """A linear layer."""

    weight: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        found: Floats = rows @ self.weight
        found += self.bias
        return found


class Conv(NamedTuple):
    """A convolution of kernel 3 with the norm that stands before it folded in; `weight` is (3 x in, out).

    `gap` is the input that this norm maps to zero: put between sentences, it does what slovnet's padding does.
    """

    weight: Floats
    bias: Floats
    gap: Floats


class Norm(NamedTuple):
    """A batch norm as one scale and one shift a channel, to be folded into the layer after it."""

    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, norm: Any) -> "Norm":
        """The norm of slovnet's `BatchNorm1d`."""
        scale = norm.weight.array / norm.std.array
        return cls(scale, norm.bias.array - norm.mean.array * scale)

    def then(self, linear: Any) -> Dense:
        """Slovnet's `Linear`, fed with what comes before this norm."""
        weight = linear.weight.array
        return Dense(_floats(self.scale[:, None] * weight), _floats(self.shift @ weight + linear.bias.array))

    def then_conv(self, conv: Any) -> Conv:
        """Slovnet's `Conv1d`, fed with what comes before this norm."""
        weight = conv.weight.array.transpose(2, 1, 0)  # kernel, in, out
        bias = conv.bias.array + np.einsum("i,kio->o", self.shift, weight)
        folded = (self.scale[:, None] * weight).reshape(-1, weight.shape[-1])
        return Conv(_floats(folded), _floats(bias), _floats(-self.shift / self.scale))


def _floats(array: Any) -> Floats:
    return np.ascontiguousarray(array, np.float32)


class Model:
    """One of slovnet's networks ("morph", "syntax", "ner"): three convolutions with norms, a head, and labels.

    The first convolution stays as it is, for the word table (`first` is (kernel, in, out)); `convs` are the others.
    """

    def __init__(self, folder: Path, name: str) -> None:
        with Pack(folder / f"model/slovnet_{name}_news_v1.tar") as pack:
            net = pack.load_model(NETS[name])
            net = net.inject_arrays(dict(pack.load_arrays(net.weights)))
            self.labels: list[str] = pack.load_vocab(LABELS[name]).items
            self.shapes: dict[str, int] = pack.load_vocab("shape").item_ids
        first, second, third = net.encoder.layers
        self.shape_vectors: Floats = net.emb.shape.weight.array
        self.first = _floats(first.conv.weight.array.transpose(2, 1, 0))
        self.first_bias: Floats = first.conv.bias.array
        self.convs = (Norm.of(first.norm).then_conv(second.conv), Norm.of(second.norm).then_conv(third.conv))
        self.norm = Norm.of(third.norm)
        self.net = net
