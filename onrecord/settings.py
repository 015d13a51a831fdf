"""Settings: a flag, else ONRECORD_*, else ./onrecord.toml, else the user's own file, else the default."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, ValidationError, convert

from onrecord.errors import OnrecordError

FILE = "onrecord.toml"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a run is told; `knowledge` are tables or folders of tables added to the package's own."""

    db: Path = Path("onrecord.db")
    jobs: int = 1
    knowledge: tuple[Path, ...] = ()


def settings(flags: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of a run; `flags` holds what the command line gave, None for what it did not.

    >>> settings({"db": "mine.db"}, {"ONRECORD_JOBS": "2"}).jobs
    2
    """
    found: dict[str, Any] = {}
    for file in (_user_file(), Path(FILE)):
        found |= _of_file(file)
    found |= _of_environment(environ)
    found |= {key: value for key, value in flags.items() if value is not None}
    return _checked(found, "settings")


def _checked(found: dict[str, Any], where: str) -> Settings:
    try:
        made = convert(found, Settings, strict=False, dec_hook=lambda kind, value: kind(value))
    except ValidationError as error:
        raise OnrecordError(f"{where}: {error}; valid are {', '.join(Settings.__struct_fields__)}") from error
    if made.jobs < 1:
        raise OnrecordError(f"{where}: jobs is {made.jobs}; it is the number of processes, 1 or more")
    return made


def _user_file() -> Path:
    import platformdirs

    return Path(platformdirs.user_config_dir("onrecord", appauthor=False)) / FILE


def _of_file(file: Path) -> dict[str, Any]:
    """A file's settings, its relative paths taken from its own folder; {} where there is no such file."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise OnrecordError(f"{file}: not readable settings: {error}") from error
    made = _checked(found, str(file))
    if "db" in found:
        found["db"] = file.parent / made.db
    if "knowledge" in found:
        found["knowledge"] = tuple(file.parent / path for path in made.knowledge)
    return found


def _of_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in Settings.__struct_fields__:
        value = environ.get(f"ONRECORD_{key.upper()}")
        if value:
            found[key] = value.split(os.pathsep) if key == "knowledge" else value
    return found
