"""What README shows of the demo, held against what the demo prints; `python -m tests.demo` writes it anew.

The words are README's choice, in the demo's order; the rules' measured shares are as the demo prints them now.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
CALL = ("record", "examples/pages", "--knowledge", "examples/knowledge")
COLUMNS = "100"
_RATED = re.compile(r"\s+\[[a-z][^\]]*\]")  # a rule, how often it is right, and of how many: each measurement moves it
_LEFT_OUT = "[...]\n"


def excerpt(readme: str) -> str:
    """What a README shows of the demo."""
    return readme.partition("```text\n")[2].partition("```")[0]


def renewed(shown: str, printed: str) -> str:
    """An excerpt with the rules and shares that were printed; ValueError where its words were not, or not in order.

    >>> renewed("Да  [that_clause · 7 %, n=3]\\n[...]\\nНет\\n", "Да  [that_clause · 9 %, n=4]\\nМожет быть\\nНет\\n")
    'Да  [that_clause · 9 %, n=4]\\n[...]\\nНет\\n'
    """
    pieces = []
    for piece in shown.split(_LEFT_OUT):
        words = _RATED.pattern.join(map(re.escape, _RATED.split(piece)))
        found = re.search(f"^{words}", printed, re.MULTILINE)
        if not found:
            raise ValueError(f"the demo does not print this, or not in this order:\n{piece}")
        pieces.append(found[0])
        printed = printed[found.end() :]
    return _LEFT_OUT.join(pieces)


def main() -> None:
    """Write the excerpt as the demo prints it."""
    program = [sys.executable, "-c", "from onrecord.show.cli import main; main()", *CALL]
    done = subprocess.run(
        program, cwd=README.parent, env=os.environ | {"COLUMNS": COLUMNS}, stdout=subprocess.PIPE, check=True, text=True
    )
    readme = README.read_text(encoding="utf-8")
    shown = excerpt(readme)
    README.write_text(readme.replace(shown, renewed(shown, done.stdout)), encoding="utf-8")


if __name__ == "__main__":
    main()
