"""What the documentation says is so: its commands, files, tables, figures and examples are held against the program."""

import doctest
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from test_imports import STAGES
from typer.main import get_command

from eval import floors
from eval.__main__ import SETS
from onrecord import __version__, errors, values
from onrecord.find import FINDERS
from onrecord.knowledge import TABLES
from onrecord.language import Doc
from onrecord.record.parties import PARTIES
from onrecord.show import cli
from onrecord.show.layers import LAYERS_SHOWN
from onrecord.show.options import FILTERS
from onrecord.show.output import RecordFormat, RowFormat
from onrecord.store import rows
from onrecord.store.tables import metadata
from onrecord.values import LAYERS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCS = [README, *sorted((ROOT / "docs").glob("*.md"))]
