"""NumPy's linear algebra on one thread, for the whole process.

On a busy machine the library's own threads wait on one another, several times longer than the work takes. Must
not import NumPy when it is itself imported.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module

_ASKED_FOR = "OPENBLAS_NUM_THREADS"


@cache
def load_numpy() -> bool:
    """Import NumPy so that no other threads are ever made; they cost a quarter of its import.

    Returns:
        Whether that was done: not where NumPy is there already, or is built on another library than OpenBLAS.
    """
    if "numpy" in sys.modules:
        return False
    os.putenv(_ASKED_FOR, "1")
    try:
        numpy = import_module("numpy")
    finally:  # for this import alone, not for programs that are started from here
        os.unsetenv(_ASKED_FOR)
    return "openblas" in str(numpy.show_config("dicts")["Build Dependencies"]["blas"]["name"])


@cache
def keep_to_one_thread() -> None:
    """Keep what is loaded to one thread, unless it never had more."""
    if not load_numpy():
        from threadpoolctl import threadpool_limits  # noqa: PLC0415 - slow to import, and seldom needed

        threadpool_limits(limits=1, user_api="blas")
