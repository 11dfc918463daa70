# `just` runs what a change must pass. `uvx --from rust-just just` where it is not installed.
tool := ".ci/tool"

# tests, lint, types, contracts
default: test lint

# the README's test command
test *args:
    uv run --no-project --with-requirements requirements/dev.txt --with-editable . pytest {{args}}

# style, types, and the house's two contracts
lint:
    {{tool}} ruff format --check .
    {{tool}} ruff check .
    {{tool}} mypy
    {{tool}} lint-imports

# put the code into the house's shape
format:
    {{tool}} ruff format .
    {{tool}} ruff check --fix .

# the fictional city in ./shirube-demo on 127.0.0.1:8000
demo:
    uvx --with-requirements requirements/app.txt --from . shirube demo

# write the generated pages of docs/ anew
docs:
    {{tool}} python -m shirube.commands.docs

# pin every dependency anew, with hashes and without download addresses
pins:
    uv pip compile -q --universal --generate-hashes --no-header pyproject.toml -o requirements/app.txt
    uv pip compile -q --universal --generate-hashes --no-header --all-extras pyproject.toml -o requirements/dev.txt
