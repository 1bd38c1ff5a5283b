# Three commands matter to a newcomer: `make demo`, `make desk` and `make test`. All set everything up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: install demo desk test properties lint format translations screenshots fuzz kill io-faults constraints audit clean

install: $(STAMP)

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rashomon needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Set PYTHON=python3.11, for instance.")'
	$(PYTHON) -m venv $(VENV)
	@echo 'Installing into $(VENV), once: about 1.2 GB, one to five minutes. Each package is named as it comes.'
	$(BIN)/python -m pip install --progress-bar off --disable-pip-version-check --editable '.[dev]'
	touch $(STAMP)

demo: install
	$(BIN)/rashomon demo --folder demo

desk: install
	test -f demo/case.rashomon || $(BIN)/rashomon demo --folder demo
	$(BIN)/rashomon serve --ledger demo/case.rashomon --open

lint: install
	$(BIN)/ruff format --check src tests tools
	$(BIN)/ruff check src tests tools
	$(BIN)/mypy

# What a program compiles is kept, whatever the environment says: tests start dozens of them.
test: export PYTHONDONTWRITEBYTECODE =
test: lint
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

# What must always hold, on other examples in each of ten rounds. A round that fails ends it, and its seed stands above
# it: CONTRIBUTING.md says how to run that one again.
properties: install
	for round in 1 2 3 4 5 6 7 8 9 10; do \
	  seed=$$(od -An -N4 -tu4 /dev/urandom | tr -d ' '); \
	  echo "round $$round: --hypothesis-seed=$$seed"; \
	  $(BIN)/pytest -n auto -m hypothesis --hypothesis-profile=random --hypothesis-seed=$$seed || exit 1; \
	done

format: install
	$(BIN)/ruff format src tests tools
	$(BIN)/ruff check --fix src tests tools

# What is to be said, out of code, templates and data into the catalogues: docs/languages.md
translations: install
	$(BIN)/python tools/translations.py

# Every page on the examples' ledger, light, dark and in Arabic, into docs/screens
screenshots: install
	$(BIN)/python tools/screenshots.py

# Mutants of reports for ten minutes: make fuzz SECONDS=3600 SEED=7. Without SEED: that of the week of the last commit
SECONDS ?= 600
SEED ?= week
fuzz: install
	$(BIN)/python tools/campaigns/fuzz.py --seconds $(SECONDS) --seed $(SEED)

# What a ledger is like after SIGKILL at random instants, and at every call that writes
kill: install
	$(BIN)/python tools/campaigns/kill.py
	$(BIN)/python tools/campaigns/io_faults.py --kill

# What a ledger is like after every single failure of the disk; some minutes
io-faults: install
	$(BIN)/python tools/campaigns/io_faults.py

# The newest set of packages that fits, with hashes: install and test it before it is committed
constraints: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	{ sed -n 1p constraints.txt; $(BIN)/uv pip compile --quiet pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-header --no-annotate; } > constraints.new
	mv constraints.new constraints.txt

# Known holes in that set; asks a database on the internet. The date of the last look: docs/dependencies.md
audit: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --require-hashes --disable-pip -r constraints.txt

clean:
	rm -rf $(VENV) demo dist build
