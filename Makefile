# make demo   sets up and audits the sample corpus
# make test   sets up and runs the tests
# The other targets: lint types contracts validity bench figures notebooks docs fuzz clean

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
RUN_EXTRAS := parquet,pdf-tables,doc
OUT ?= out/demo
JOBS ?= 2

.PHONY: demo test lint types contracts validity bench figures notebooks docs fuzz sample clean

demo: $(VENV)/.run
	$(BIN)/chenyan demo -o $(OUT) --workers $(JOBS)

test: $(VENV)/.dev
	$(BIN)/pytest -n $(JOBS) --dist loadgroup -q

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[$(RUN_EXTRAS)]"
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/.run

$(VENV)/.docs: $(VENV)/.dev
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[docs]"
	@touch $@

$(VENV)/.bench: $(VENV)/.dev
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[bench]"
	@touch $@

lint: $(VENV)/.dev
	$(BIN)/ruff check src tests corpora benchmarks
	$(BIN)/ruff format --check src tests corpora benchmarks

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

validity: $(VENV)/.dev
	$(BIN)/python -m chenyan.validity

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

figures: $(VENV)/.dev
	$(BIN)/python figures/make_figures.py

notebooks: $(VENV)/.dev
	$(BIN)/pytest --nbmake notebooks -q -p no:xdist

docs: $(VENV)/.docs
	$(BIN)/chenyan rules --format md > docs/rules.md
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html

fuzz: $(VENV)/.dev
	CHENYAN_FUZZ=100000 $(BIN)/pytest -q tests -k fuzz

sample: $(VENV)/.dev
	$(BIN)/python corpora/make_sample.py

clean:
	rm -rf out docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis
