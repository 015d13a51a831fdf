"""`python -m tests.corpus FOLDER` writes the corpus as pages."""

import sys
from pathlib import Path

from tests.corpus import write

write(Path(sys.argv[1]))
