# Everything a developer does, from a bare checkout. `make help` lists it.
#
# The environment is .venv; the stamps inside it make a second run quick and are redone when
# requirements or pyproject.toml change.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --require-hashes --only-binary :all:
UV := build/uv/bin/uv

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help run test check lint types format long bench bundle requirements clean \
    system-venv system-run system-test

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 16

run: system-run $(VENV)/.run ## set everything up, open the window on the demonstration vault
	@$(BIN)/python -m scripts.run_demo

test: system-test lint types ## set everything up, run all the checks
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

check: test ## the same as test

lint: $(VENV)/.dev ## format and rules (ruff)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(VENV)/.dev ## types (mypy, strict)
	@$(BIN)/mypy

format: $(VENV)/.dev ## lay the code out, repair what can be
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

long: system-test $(VENV)/.dev ## the long runs that test leaves out
	@HYPOTHESIS_PROFILE=explore QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m slow --timeout 3600

bench: system-test $(VENV)/.dev ## speed and memory against plain peers
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench

bundle: system-run $(VENV)/.bundle ## build dist/csf-desktop and try it
	@$(BIN)/pyinstaller --noconfirm --log-level ERROR build_installer.spec
	@$(BIN)/python -m scripts.check_bundle dist/csf-desktop

requirements: $(UV) ## pin every package again (UPGRADE=--upgrade for newer versions)
	@scripts/lock_requirements.sh $(UV) $(UPGRADE)

clean: ## remove what was built; .venv stays
	rm -rf build dist demo-output .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

system-venv system-run system-test:
	@python="$$(scripts/find_python.sh)" && "$$python" scripts/system_packages.py $(@:system-%=%)

# --- set-up ---------------------------------------------------------------------------------

$(VENV)/.made: | system-venv
	@python="$$(scripts/find_python.sh)" && "$$python" -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt pyproject.toml setup.py
	@echo "Préparation de $(VENV) (une minute la première fois)"
	@$(PIP) -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@$(PIP) -r requirements/dev.txt
	@touch $@

$(VENV)/.bundle: $(VENV)/.run requirements/bundle.txt
	@$(PIP) -r requirements/bundle.txt
	@touch $@

$(UV):
	@python="$$(scripts/find_python.sh)" && "$$python" -m venv build/uv
	@build/uv/bin/python -m pip install --quiet uv
