"""Writes ``reading/frames/beginnings.json``: with which letters each trigger of the frame table begins.

    python tools/build_beginnings.py

Working them out takes a tenth of a second at each start of the program. A trigger that is not in it is worked
out then; a test holds the file to the table.
"""

from __future__ import annotations

import json
from pathlib import Path

from contested.reading.beginnings import beginnings
from contested.reading.frame_table import frames

FILE = Path(__file__).parents[1] / "src" / "contested" / "reading" / "frames" / "beginnings.json"


def main() -> None:
    """Writes the file, a trigger a line."""
    rows = {frame.trigger: sorted(beginnings(frame.trigger)) for frame in frames()}
    lines = ",\n".join(f"{json.dumps(trigger)}: {json.dumps(starts)}" for trigger, starts in sorted(rows.items()))
    FILE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
