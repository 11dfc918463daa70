"""What is told about the files of one set: the score by level, and how each rule is met."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from shirube.exporters.gate.model import STATUS_WORDS, Status
from shirube.exporters.gate.report import LEVEL_WORDS, Report, summary
from shirube.exporters.gate.rules import RULES

NAME = "data-quality.json"
RULES_NAME = "行政データにおける機械可読性に関するルール"
RULES_DAY = "2026-03-31"


def quality(reports: Sequence[Report]) -> dict[str, Any]:
    """Plain values in both languages, for a file and for a page; a rule counts as met when every
    file meets it.
    """
    whole = summary(reports)
    return {
        "rules_name": RULES_NAME,
        "rules_adopted_on": RULES_DAY,
        "files": whole.files,
        "level_reached": whole.reached,
        "is_full": whole.is_full,
        "levels": [
            {"level": score.level, "words": LEVEL_WORDS[score.level]._asdict(), "met": score.met,
             "judged": score.judged, "unjudged": score.unjudged}
            for score in whole.scores
        ],
        "rules": [
            {"id": ident, "level": RULES[ident].level, "fatal": RULES[ident].fatal,
             "title": RULES[ident].title._asdict(), "status": verdict.status.value,
             "status_words": STATUS_WORDS[verdict.status]._asdict(),
             "here": RULES[ident].here._asdict()}
            for ident, verdict in whole.verdicts.items()
        ],
        "by_file": [_file(report) for report in reports],
    }  # fmt: skip


def quality_json(reports: Sequence[Report]) -> bytes:
    """The same as a file."""
    return (json.dumps(quality(reports), ensure_ascii=False, indent=1) + "\n").encode()


def _file(report: Report) -> Mapping[str, object]:
    beside = {
        ident: verdict.reason._asdict()
        for ident, verdict in report.verdicts.items()
        if verdict.status == Status.BESIDE
    }
    return {
        "file": report.file,
        "level_reached": report.reached,
        "levels": [
            {"level": score.level, "met": score.met, "judged": score.judged}
            for score in report.scores
        ],
        "met_by_what_travels_beside": beside,
    }
