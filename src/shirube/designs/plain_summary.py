"""やさしい日本語の要約: a short summary of a sheet that a person wrote in plain Japanese.

Every form offers it, named in the form or not; nobody has to write it, and no machine does. It is a
narrative like any other, but whoever shows a sheet shows it first.
"""

import re
from collections.abc import Iterator

from shirube.designs.model import Design, FieldSpec, Section
from shirube.schema import Narrative, Sheet

KEY = "plain_summary"
PATH = f"narratives.{KEY}"
LABEL = "やさしい日本語の要約"
TITLE, TITLE_EN = "やさしい日本語", "In plain Japanese"
GUIDANCE = (
    "書かなくてもかまいません。書くときは、評価を書き終えてから、この仕事をはじめて知る人に話すように"
    "3〜5文で書きます。1文は40字までにして、1つの文で1つのことだけを言います。役所のことばは"
    "言いかえます(例: 実施する→する、推進する→進める)。むずかしい漢字のあとには、"
    "かっこで ふりがなを書きます(例: 施策(しさく))。"
)
_READING = re.compile(r"[(（][ぁ-ゖァ-ヺー・\s]+[)）]")
SPEC = FieldSpec.model_validate(
    {"path": PATH, "label": {"ja": LABEL, "en": "Summary in plain Japanese"},
     "guidance": GUIDANCE, "short": True}
)  # fmt: skip
SECTION = Section.model_validate(
    {"key": "plain", "title": {"ja": LABEL, "en": "Summary in plain Japanese"}, "fields": (SPEC,)}
)


def asked_sections(design: Design) -> Iterator[Section]:
    """The form's sections, and the summary at the end where the form does not name it itself."""
    yield from design.sections
    if design.label(PATH) is None:
        yield SECTION


def without_readings(text: str) -> str:
    """「道(みち)を なおす」 → 「道を なおす」."""
    return _READING.sub("", text)


def joined(text: str) -> str:
    """As it is written elsewhere, without readings and without spaces between words: 道をなおす."""
    return re.sub(r"[^\S\n]+", "", without_readings(text))


def plain_summaries(sheet: Sheet) -> tuple[Narrative, ...]:
    """What was written; empty where nothing was."""
    return tuple(one for one in sheet.narratives if one.key == KEY and one.text.strip())


def without_empty(sheet: Sheet) -> Sheet:
    """The sheet without a summary that nobody wrote: what is offered only is not said."""
    said = tuple(one for one in sheet.narratives if one.key != KEY or one.text.strip())
    return sheet if said == sheet.narratives else sheet.model_copy(update={"narratives": said})
