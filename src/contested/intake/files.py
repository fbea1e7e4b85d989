"""Files to bytes and text, with the checks that every kind of file needs.

Owns reading from disk. Must never repair bytes. Invariant: text that leaves here was UTF-8 without a byte
order mark and holds no NUL.
"""

from __future__ import annotations

from pathlib import Path

from contested.errors import FileRefused

MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is read whole."""


def refuse_missing(path: Path, *, folder: bool = False) -> None:
    """See that there is a file (or folder) at a path; symbolic links are followed.

    Raises:
        FileRefused: intake.missing-file, intake.is-a-folder, intake.not-a-file, intake.not-a-folder.
    """
    name = str(path)
    try:
        there, is_folder, is_file = path.exists(), path.is_dir(), path.is_file()
    except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
        raise FileRefused(
            f"{name!r} cannot be a file: {error}.",
            code="intake.missing-file",
            remedy="Check the name.",
            path=name,
        ) from error
    if not there:
        raise FileRefused(
            f"There is no file {name}.", code="intake.missing-file", remedy="Check the name.", path=name
        )
    if is_folder and not folder:
        raise FileRefused(
            f"{name} is a folder where a file was expected.",
            code="intake.is-a-folder",
            remedy="Name the file in it.",
            path=name,
        )
    if not is_folder and not is_file:  # opening one could wait for ever
        raise FileRefused(
            f"{name} is a pipe, a socket or a device, and no file.",
            code="intake.not-a-file",
            remedy="Give what comes out of it to standard input, as `-`.",
            path=name,
        )
    if folder and not is_folder:
        raise FileRefused(
            f"{name} is no folder.", code="intake.not-a-folder", remedy="Name the folder it lies in.", path=name
        )


def unreadable(path: Path, error: OSError) -> FileRefused:
    """The refusal of a file that the system would not give."""
    return FileRefused(
        f"{path} cannot be read: {error.strerror}.",
        code="intake.unreadable",
        remedy="See that the program may read it.",
        path=str(path),
    )


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        FileRefused: intake.missing-file, intake.is-a-folder, intake.too-large, intake.unreadable.
    """
    refuse_missing(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(raw) > MAX_BYTES:
        raise FileRefused(
            f"{path} is larger than {MAX_BYTES // 1024 // 1024} MB.",
            code="intake.too-large",
            remedy="Split it, or see whether it is what you meant.",
            path=str(path),
        )
    return raw


def decode(raw: bytes, path: Path) -> str:
    """The text of a file's bytes, without a byte order mark.

    Raises:
        FileRefused: intake.not-utf8 naming the byte, intake.nul-byte.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileRefused(
            f"{path} is not UTF-8: byte {error.start} cannot be read.",
            code="intake.not-utf8",
            remedy="Save it as UTF-8.",
            path=str(path),
        ) from error
    if "\0" in text:
        raise FileRefused(
            f"{path} holds a NUL byte at {raw.index(0)}; it is no text.",
            code="intake.nul-byte",
            remedy="See whether it is what you meant; text has no such byte.",
            path=str(path),
        )
    return text.removeprefix("\ufeff")
