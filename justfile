# Everything that CI checks: `just`. Needs script/bootstrap once.
export PATH := justfile_directory() / ".venv/bin" + ":" + env("PATH")

default: lint types contracts test

# style
lint:
    ruff format --check .
    ruff check .

# types
types:
    mypy

# the import contract
contracts:
    lint-imports

# tests; arguments go to pytest
test *args:
    pytest -n auto --cov --cov-report=term:skip-covered {{args}}

# how fast a part is: just bench ledger [--claims N]; benchmarks/crash.py kills an ingest a hundred times
bench part *args:
    mkdir -p benchmarks/results
    python benchmarks/{{part}}.py --output benchmarks/results/{{part}}.json {{args}}

# bring style into order
tidy:
    ruff check --fix .
    ruff format .

# write the generated pages of docs/reference again
docs:
    python tools/build_reference.py

# score the reader on gold reports: just score DOCS GOLD SCORER
score docs gold scorer:
    mkdir -p build
    python {{scorer}} --docs {{docs}} --gold {{gold}} --make-input build/docs.jsonl
    contested read --input build/docs.jsonl --output build/claims.jsonl
    python {{scorer}} --docs {{docs}} --gold {{gold}} --predictions build/claims.jsonl
