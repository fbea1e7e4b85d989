"""Where packs lie: in the package, in a person's own folder of packs, or in any folder named by its path.

Must never read a pack. Invariant: a name finds at most one pack, and a pack of a person's own stands before one of
the same name that comes with the program.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from contested.errors import TheatreError
from contested.theatre.table import PACKS

_SHEET = "theatre.toml"


class Found(NamedTuple):
    """A pack that a name finds.

    Attributes:
        own: It lies in the person's own folder, not in the package.
        hides: A pack of the same name comes with the program.
    """

    name: str
    folder: Path
    own: bool
    hides: bool = False


def packs(own: Path | None = None) -> tuple[Found, ...]:
    """Every pack that can be asked for by name, sorted.

    Args:
        own: A person's own folder of packs; it need not exist.
    """
    shipped = {folder.name: Found(folder.name, folder, own=False) for folder in _packs_in(PACKS)}
    added = {
        folder.name: Found(folder.name, folder, own=True, hides=folder.name in shipped)
        for folder in (_packs_in(own) if own else [])
    }
    return tuple(found for _, found in sorted({**shipped, **added}.items()))


def find_pack(name_or_path: str, own: Path | None = None) -> Path:
    """The folder of a pack.

    Raises:
        TheatreError: ``theatre.not-found``.
    """
    known = {found.name: found.folder for found in packs(own)}
    folder = known.get(name_or_path) or Path(name_or_path).expanduser()
    if not (folder / _SHEET).is_file():
        raise TheatreError(
            f"there is no theatre {name_or_path!r}",
            code="theatre.not-found",
            remedy=f"Use one of {', '.join(known)}, or the path of a folder with a {_SHEET}.",
        )
    return folder.resolve()


def _packs_in(folder: Path) -> list[Path]:
    try:
        return sorted(sheet.parent for sheet in folder.glob(f"*/{_SHEET}"))
    except OSError:
        return []  # a folder that cannot be read holds no packs for us
