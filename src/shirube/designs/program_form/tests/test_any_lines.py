"""Whatever lines come in whatever order: a result or a report, never a crash, nothing silent."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.designs.program_form.tests.forms import FORMS, LIBRARY
from shirube.designs.reading import Failed, ReadOptions, ReadSheet, Warned
from shirube.sources.document import Document, Line

LINES = [line for form in FORMS for line in form.fixture.split("\n")]
texts = st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=60)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_lines(lines: list[str]) -> None:
    located = tuple(Line(no, text) for no, text in enumerate(lines, start=1))
    document = Document("any.txt", "0" * 64, "text", lines=located)
    reader = LIBRARY.reader(FORMS[0].id)
    assert reader is not None
    for result in reader(document, LIBRARY[FORMS[0].id], ReadOptions()):
        assert isinstance(result, ReadSheet | Failed | Warned)
        if isinstance(result, ReadSheet):
            places = {unplaced.at for unplaced in result.sheet.unplaced}
            assert bool(places) == (result.coverage.unplaced > 0)
