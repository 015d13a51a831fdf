"""The lock file holds everything that the package asks for."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("lock", "group"), [("requirements.lock", "dev"), ("requirements-ftm.lock", "ftm")])
def test_every_dependency_is_locked(lock: str, group: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["dependency-groups"][group], *(project["project"]["dependencies"] if group == "dev" else ())]
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    names = {re.split(r"[\[<>=]", line)[0].replace("_", "-").lower() for line in asked}
    assert names <= {name.replace("_", "-").lower() for name in locked}
