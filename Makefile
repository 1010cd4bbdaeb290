PYTHON ?= python3
BIN = .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check bench messages
run: .venv/run
	$(BIN)/questionnaire serve
test: .venv/test
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest -n auto
check: .venv/test
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/questionnaire check
bench: .venv/test
	$(BIN)/python -m pytest tests/bench --benchmark-only -p no:xdist
messages: .venv/test
	$(BIN)/pybabel extract -F pyproject.toml -o questionnaire/translations/messages.pot .

.venv/run: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@
.venv/test: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@ .venv/run
