"""Record <-> JSON, the shape that `onrecord schema` describes."""

import msgspec

from onrecord.errors import OnrecordError
from onrecord.values import Record

_decoder = msgspec.json.Decoder(Record)


def encode(record: Record) -> bytes:
    """The record as one line of JSON in UTF-8, keys always there and in the schema's order."""
    return msgspec.json.encode(record)


def encode_pretty(record: Record) -> bytes:
    """The record as indented JSON for people."""
    return msgspec.json.format(encode(record), indent=2)


def decode(data: bytes | str) -> Record:
    """The record of its JSON; OnrecordError names the place that is not as the schema says."""
    try:
        return _decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise OnrecordError(f"not a record: {error} (`onrecord schema` shows what is valid)") from error
