"""Each in a process of its own, because what is loaded stays loaded."""

import subprocess
import sys

import pytest

THREADS = "from threadpoolctl import threadpool_info; print({one['num_threads'] for one in threadpool_info()})"


@pytest.mark.parametrize("before", ["pass", "import numpy"])
def test_linear_algebra_stays_on_one_thread_and_nobody_else_is_told_so(before: str) -> None:
    code = f"""{before}
import subprocess
from contested.reading.parse.one_thread import keep_to_one_thread
keep_to_one_thread()
subprocess.run(["sh", "-c", "test -z \\"$OPENBLAS_NUM_THREADS\\""], check=True)
{THREADS}"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "{1}"


def test_numpy_is_not_imported_before_a_sentence_is_parsed() -> None:
    code = "import sys; import contested.reading.layers, contested.reading.rules; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
