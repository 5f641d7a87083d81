# The two commands of the README: `make site` and `make test`. Both do all set-up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: site test serve bench clean setup

site: setup  ## build the whole site from datasets/ into build/site/
	$(BIN)/gongkai build

serve: setup  ## build, serve on 127.0.0.1:8000 and rebuild on change
	$(BIN)/gongkai serve

test: setup  ## everything that CI runs
	@bash tests/browser-setup.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

bench: setup  ## benchmarks, by hand
	@for bench in tests/bench/bench_*.py; do echo "== $$bench"; PYTHONPATH=tests $(BIN)/python $$bench || exit 1; done

clean:  ## remove all output and the virtual environment
	rm -rf $(VENV) build/site build/cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
