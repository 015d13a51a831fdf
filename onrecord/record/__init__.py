"""Record: what is known of one article, checked, and its public JSON."""

from onrecord.record.check import check
from onrecord.record.encode import decode, encode, encode_pretty
from onrecord.record.parties import facts, parties

__all__ = ["check", "decode", "encode", "encode_pretty", "facts", "parties"]
