"""Libraries that come with an extra: imported when they are needed, and named where they are not there.

Owns the message. Invariant: a missing library is a refusal of what needed it; everything else goes on.
"""

from __future__ import annotations

import importlib
from typing import Any

from contested.errors import FileRefused


def needed(module: str, extra: str, name: str) -> Any:
    """A library of an extra.

    Args:
        module: What is imported.
        extra: The extra that brings it.
        name: What it is needed for: the file or address, as it was named.

    Raises:
        FileRefused: intake.missing-extra.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise FileRefused(
            f"{name} cannot be read: {module} is not installed.",
            code="intake.missing-extra",
            remedy=f"Install it with: pip install 'contested[{extra}]'.",
            path=name,
        ) from error
