"""The docs say what the program does: codes, commands, settings, links, dependencies."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from contested import errors
from contested.cli import exits

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src" / "contested").rglob("*.py"))
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
AREAS = "claim|coded|docs|input|intake|ledger|model|output|people|query|report|ruling|settings|tally|theatre|web"
CODE = re.compile(rf"(?:{AREAS})\.[a-z][a-z0-9_-]*")
FILES = {"theatre.toml", "ledger.db", "claims.csv", "reports.csv", "tallies.csv"}
CLASSES = {name for name in vars(errors) if name[:1].isupper()}


def _literals(tree: ast.AST) -> tuple[set[str], set[str], set[tuple[str, str]]]:
    """Codes written out, the patterns of codes that are put together, and (code, class) where both are known."""
    codes, patterns, raised = set(), set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            codes.add(node.value)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            start = str(node.values[0].value)
            if re.fullmatch(rf"(?:{AREAS})\.[a-z-]*", start) and len(node.values) == 2:
                patterns.add(re.escape(start) + r"[a-z_]+")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES:
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            code = given.get("code")
            if isinstance(code, ast.Constant):
                raised.add((str(code.value), node.func.id))
    return codes, patterns, raised


@pytest.fixture(scope="module")
def used() -> tuple[set[str], set[str], set[tuple[str, str]]]:
    codes, patterns, raised = set(), set(), set()
    for path in SOURCES:
        more = _literals(ast.parse(path.read_text(encoding="utf-8")))
        codes |= more[0]
        patterns |= more[1]
        raised |= more[2]
    return {code for code in codes - FILES if not code.endswith("-")}, patterns, raised


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")


def _rows(page: str) -> dict[str, str]:
    """Code to the row it stands in, with the heading above it."""
    rows, heading = {}, ""
    for line in page.splitlines():
        if line.startswith("## "):
            heading = line
        found = re.match(r"\| `([^`]+)` \|", line)
        if found:
            assert found[1] not in rows, f"{found[1]} stands there twice"
            rows[found[1]] = f"{heading} {line}"
    return rows


def test_every_code_that_the_program_uses_is_on_the_page(used, page):
    codes, patterns, _ = used
    assert len(codes) > 80
    assert sorted(codes - _rows(page).keys()) == []
    for pattern in patterns:
        assert any(re.fullmatch(pattern, code) for code in _rows(page)), pattern


def test_the_page_names_no_code_that_is_gone(used, page):
    codes, patterns, _ = used
    gone = {c for c in _rows(page).keys() - codes if not any(re.fullmatch(p, c) for p in patterns)}
    assert sorted(gone) == []


def test_each_code_stands_with_the_class_that_bears_it(used, page):
    _, _, raised = used
    assert len(raised) > 40
    rows = _rows(page)
    assert [(code, kind) for code, kind in sorted(raised) if f"`{kind}`" not in rows[code]] == []
    named = {name for row in rows.values() for name in re.findall(r"`([A-Z]\w+)`", row)}
    assert named <= CLASSES


def test_every_row_says_what_happened_and_what_to_do(page):
    for code, row in _rows(page).items():
        cells = [cell.strip() for cell in row.split("|")[1:-1]]
        assert len(cells) in (3, 4), code
        assert all(cells), code


def test_every_exit_code_is_explained(page):
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    given = {code for _, code in exits._CODES} | {exits.REFUSED_SOME, exits.INTERRUPTED, 0, 1, 2}
    assert explained == given


def test_other_pages_name_only_codes_that_are_used(used):
    codes, patterns, _ = used
    for path in PAGES:
        for code in re.findall(rf"`((?:{AREAS})\.[a-z0-9_-]+)`", path.read_text(encoding="utf-8")):
            if code.rsplit(".", 1)[1] in ("py", "toml", "csv", "jsonl", "db", "md"):
                continue
            assert code in codes or any(re.fullmatch(p, code) for p in patterns), (path.name, code)


def test_the_command_line_page_is_what_the_tool_writes():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_reference.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_settings_page_names_exactly_the_variables_that_are_read():
    source = (ROOT / "src" / "contested" / "settings.py").read_text(encoding="utf-8")
    text = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    read = set(re.findall(r"\"(CONTESTED_[A-Z_]+)\"", source))
    assert read
    assert set(re.findall(r"^\| `(CONTESTED_[A-Z_]+)` \|", text, re.MULTILINE)) == read


def test_the_environment_is_read_in_settings_alone():
    readers = [
        path.name
        for path in SOURCES
        if re.search(r"os\.environ|getenv|CONTESTED_[A-Z]+\"", path.read_text("utf-8"))
    ]
    assert readers == ["settings.py"]


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 100


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_points_at_one(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        assert (path.parent / target.partition("#")[0]).exists(), target


def test_the_index_of_the_docs_names_every_page():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs").rglob("*.md"):
        named = path.relative_to(ROOT / "docs")
        if named.parts[0] != "decisions" and named.name != "README.md":
            assert f"({named.as_posix()})" in index, named


def test_every_dependency_has_its_reason_beside_it():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)
    needed = [
        *settings["project"]["dependencies"],
        *(one for extra in settings["project"].get("optional-dependencies", {}).values() for one in extra),
        *(one for group in settings["dependency-groups"].values() for one in group if isinstance(one, str)),
    ]
    assert needed
    for requirement in needed:
        (line,) = [line for line in text.splitlines() if line.strip().startswith(f'"{requirement}"')]
        assert len(line.partition("#")[2].split()) >= 2, requirement


def test_every_dependency_is_used():
    imported = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    module = {"pyahocorasick": "ahocorasick"}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for requirement in settings["project"]["dependencies"]:
        name = re.split(r"[\s<>=!~\[;]", requirement)[0]
        assert module.get(name, name).replace("-", "_") in imported, name
