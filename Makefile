# mllab: `make app` on a fresh machine needs Python 3.11 or newer and nothing else.

PORT      ?= 8501
PIP_FLAGS ?=
ARGS      ?=
VENV      := .venv
BIN       := $(VENV)/bin
PIP       := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_FLAGS) -c constraints.txt
TOLD      := pyproject.toml constraints.txt

# The first of these that is new enough; name another with `make app PYTHON=/path/to/python`.
PYTHONS   := python3 python3.13 python3.12 python3.11 python3.14 python
NEW       := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

# Processes that test side by side; what one has left to do, another takes over when it is done.
PROCESSES ?= 2

# Compiled once and kept, before any test: a kernel that was just compiled rounds otherwise than one that is loaded. Each process that tests
# has a copy (tests/conftest.py), since two that compile at once spoil what the other keeps.
COMPILE   := from mllab.jobs.warming import KERNELS, piece; list(map(piece, KERNELS))

.DEFAULT_GOAL := help
.PHONY: help app test check bench reach clean
.SUFFIXES:

help:  ## what can be made
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

app: $(VENV)/app.stamp  ## set up when needed, then open the app on 127.0.0.1:$PORT
	@$(BIN)/mllab app --port $(PORT) $(ARGS)

test: export NUMBA_CACHE_DIR := $(CURDIR)/$(VENV)/numba
test: check  ## set up with the tools for developers, then check and test
	@$(BIN)/python -c "$(COMPILE)"
	@$(BIN)/python -m pytest -n $(PROCESSES) --dist worksteal $(ARGS)

check: $(VENV)/dev.stamp  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(VENV)/bench.stamp  ## mllab beside its peers, in one run
	@$(BIN)/python -m bench $(ARGS)

reach: $(VENV)/bench.stamp  ## the slow figures that docs/reach.md records; POLLOCK=folder of that benchmark's checkout
	@$(BIN)/python bench/pollock.py $(POLLOCK) --systems mllab

clean:  ## remove what was set up and built here; the tables in ~/.mllab stay
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@found=""; for python in $(or $(PYTHON),$(PYTHONS)); do \
		if $$python -c '$(NEW)' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "mllab needs Python 3.11 or newer with its venv module; tried: $(or $(PYTHON),$(PYTHONS))." >&2; \
		echo "Install one (on Debian and Ubuntu: python3 and python3-venv), or name one: make app PYTHON=/path/to/python" >&2; \
		exit 1; \
	fi; \
	echo "Setting up .venv with $$($$found --version); the first time takes a few minutes."; \
	$$found -m venv $(VENV)

# torch goes first and alone: left to another package's loose range, pip may take a build with gigabytes of CUDA.
$(VENV)/app.stamp: $(TOLD) | $(BIN)/python
	@$(PIP) torch
	@$(PIP) -e .
	@touch $@

$(VENV)/dev.stamp: $(TOLD) | $(BIN)/python
	@$(PIP) torch
	@$(PIP) -e '.[dev]'
	@touch $(VENV)/app.stamp $@

$(VENV)/bench.stamp: $(TOLD) | $(BIN)/python
	@$(PIP) torch
	@$(PIP) -e '.[bench]'
	@touch $(VENV)/app.stamp $@
