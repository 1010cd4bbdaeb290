PYTHON ?= python3
BIN = .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
OURS = $(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command 'make lock' pyproject.toml

.PHONY: run test quick check bench messages lock
run: .venv/run                 # serve on 127.0.0.1:8000
	$(BIN)/questionnaire serve
test: .venv/test               # everything, in three browser engines
	$(BIN)/python -m tests.programs
	$(BIN)/python -m pytest -n auto --dist worksteal --ignore=tests/bench
quick: .venv/test              # under a minute: no browser, nothing long
	$(BIN)/python -m pytest -n auto --dist worksteal --ignore=tests/bench -m "not browser and not long" -q
check: .venv/test              # style, types, imports, content
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/questionnaire check
bench: .venv/test              # ratios against a baseline in the same run
	$(BIN)/python -m pytest tests/bench -s -p no:xdist
messages: .venv/test           # the texts for translators
	mkdir -p questionnaire/translations
	$(BIN)/pybabel extract --no-location -F pyproject.toml -o questionnaire/translations/messages.pot .
lock: $(BIN)/uv                # the exact versions and hashes of what is installed; UPGRADE=--upgrade takes newer ones
	$(LOCK) $(UPGRADE) --extra build -o requirements.txt
	$(LOCK) $(UPGRADE) --extra test --constraint requirements.txt -o tests/requirements.txt

.venv/bin/python:
	$(PYTHON) -m venv .venv
.venv/bin/uv: .venv/bin/python
	$(BIN)/pip install --quiet uv
.venv/run: .venv/bin/python pyproject.toml requirements.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt && $(OURS) && touch $@
.venv/test: .venv/bin/python pyproject.toml tests/requirements.txt
	$(BIN)/pip install --quiet --require-hashes -r tests/requirements.txt && $(OURS) && touch $@
