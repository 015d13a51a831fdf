"""Each layer finds in its golden texts what is marked there (see tests/golden.py)."""

import pytest

from tests.golden import FOLDER, cases, found

ALL = [(file.stem, case) for file in sorted(FOLDER.glob("*.txt")) for case in cases(file.stem)]


@pytest.mark.parametrize(("layer", "case"), ALL, ids=[f"{layer}-{case[:30]}" for layer, case in ALL])
def test_golden(layer: str, case: str) -> None:
    assert found(layer, case) == case
