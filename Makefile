# One verb decides: `make check`. CI runs it and nothing else.
# PYTHON is the interpreter of the environment that has `.[dev,ocr,annotate,cluster]`: `make check PYTHON=.venv/bin/python`.
PYTHON ?= $(if $(VIRTUAL_ENV),$(VIRTUAL_ENV)/bin/python,$(if $(wildcard .venv/bin/python),.venv/bin/python,python3))
BIN := $(dir $(shell $(PYTHON) -c 'import sys; print(sys.executable)'))

export PYTHONUTF8 := 1

.PHONY: check format lint types floors dogfood test quick fmt docs bench install

check: format lint types floors dogfood test

format:
	$(PYTHON) -m ruff format --check .

lint:
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy perflint tests

floors:
	$(BIN)lint-imports

# The clean example must stay clean: no error, no warning, in any format.
dogfood:
	$(PYTHON) -m perflint check $(wildcard examples/clean/disclosure.*)

# Also holds docs/rules.md fresh (tests/test_manual.py) and builds and tries a wheel (tests/test_packaging.py).
test:
	$(PYTHON) -m pytest

quick:
	$(PYTHON) -m pytest -m 'not slow' -q

fmt:
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

# Rewrites docs/rules.md from the rules' own manuals; a person reads the diff.
docs:
	$(PYTHON) -m pytest -q tests/test_manual.py --update

bench:
	$(PYTHON) benchmarks/bench.py
	$(PYTHON) benchmarks/readers.py

install:
	$(PYTHON) -m pip install -e '.[dev,ocr,annotate,cluster]'
