"""The commands of docs/howto/theatre.md, run as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOWTO = Path(__file__).resolve().parents[2] / "docs" / "howto"


def steps():
    """(command, what it prints) of every console block, in order."""
    text = (HOWTO / "theatre.md").read_text(encoding="utf-8")
    lines = "\n".join(re.findall(r"```console\n(.*?)```", text, re.DOTALL))
    return [
        (command, printed.strip())
        for command, _, printed in (
            part.partition("\n") for part in re.split(r"^\$ ", lines, flags=re.MULTILINE)[1:]
        )
    ]


@pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="the commands are for a shell")
def test_the_commands_of_the_howto_print_what_it_says(tmp_path):
    shutil.copy(HOWTO / "rivers.geojson", tmp_path)
    script = 'contested() { "$PYTHON" -m contested "$@"; }\n' + "\n".join(
        f"echo '<<step>>'; {command}" for command, _ in steps()
    )
    environment = {**os.environ, "PYTHON": sys.executable, "CONTESTED_THEATRES": str(tmp_path / "own")}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.stderr == ""
    printed = [part.strip() for part in done.stdout.split("<<step>>\n")[1:]]
    said = [text.replace("/home/you", str(tmp_path.resolve())) for _, text in steps()]
    # Trailing blanks of a table are cut in the docs.
    assert printed == said
