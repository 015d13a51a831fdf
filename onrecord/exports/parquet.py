"""Parquet: the table of the CSV with types, for pandas, DuckDB, R and the like."""

from typing import IO, Any

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from onrecord.exports import Asked
from onrecord.exports.found import Found
from onrecord.exports.table import columns
from onrecord.values import LAYERS as LAYERS

GROUP = 50_000  # rows held in memory, and written as one row group
LISTS = {"offsets", "participants", "delegations", "absent", "agenda", "outcomes", "goods"}
TYPES = {"amount": pa.float64(), "confidence": pa.float64(), "support": pa.int64()}  # all others are texts


class Export:
    """Texts as they stand in the article: nothing that opens this takes a cell for a formula."""

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._schema = pa.schema([(name, _type(name)) for name in columns(asked.layers)])
        self._writer = ParquetWriter(out, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, found: Found) -> bool:
        self._rows.append(found.row)
        if len(self._rows) == GROUP:
            self._flush()
        return True

    def finish(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()


def _type(name: str) -> pa.DataType:
    if name in LISTS:
        return pa.list_(pa.string())
    return TYPES.get(name, pa.string())
