PYTHON ?= python3
BIN = .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_CONSTRAINT = requirements.txt

.PHONY: run test check bench messages
run: .venv/run                 # serve on 127.0.0.1:8000
	$(BIN)/questionnaire serve
test: .venv/test               # everything, in three browser engines
	$(BIN)/python -m tests.programs
	$(BIN)/python -m pytest -n auto --ignore=tests/bench
check: .venv/test              # style, types, imports, content
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/questionnaire check
bench: .venv/test              # ratios against a baseline in the same run
	$(BIN)/python -m pytest tests/bench -s -p no:xdist
messages: .venv/test           # the texts for translators
	mkdir -p questionnaire/translations
	$(BIN)/pybabel extract --no-location -F pyproject.toml -o questionnaire/translations/messages.pot .

.venv/bin/python:
	$(PYTHON) -m venv .venv
.venv/run: .venv/bin/python pyproject.toml requirements.txt
	$(BIN)/pip install --quiet --editable . && touch $@
.venv/test: .venv/bin/python pyproject.toml requirements.txt
	$(BIN)/pip install --quiet --editable '.[test]' && touch $@
