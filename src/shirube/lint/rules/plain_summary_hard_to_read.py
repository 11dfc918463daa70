"""The summary in plain Japanese (やさしい日本語) is not plain.

Why: who reads Japanese slowly reads this text only; long sentences and office words shut them out.
Instead: at most 40 letters a sentence, one thing each; say 進める for 推進. Measured without spaces
and without readings in brackets: letters of a sentence, and the share of kanji and katakana among
all letters and digits of the text, which should not pass one half.

やさしい日本語の要約が、やさしくない。
なぜ: 日本語をゆっくり読む人は、この文だけを読みます。長い文や役所のことばでは伝わりません。
どうする: 1文を40字までにし、1つの文で1つのことだけを言います。「推進する」は「進める」とします。
1文の字の数と、文字と数字のうち漢字とカタカナが半分をこえるかどうかを見ます。空白と、かっこに入れた
ふりがなは数えません。
"""

import re
from collections.abc import Iterator

from shirube.designs.plain_summary import KEY, joined, without_readings
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.texts import sentences
from shirube.lint.wording import Message

LONGEST = 40  # letters of a sentence
HEAVIEST = 50  # percent
_FEW = 20  # letters below which a share says nothing
_HARD = re.compile(r"[一-龥々〆ヶァ-ヺー]")
_LETTER = re.compile(r"[^\W_]|[々〆ヶー]")

rule = Rule(
    __name__,
    __doc__,
    id="S14",
    severity="notice",
    context=SheetContext,
    messages={
        "long": Message(
            "やさしい日本語の要約に、{most}字をこえる文が{count}つあります: "
            "「{beginning}…」({letters}字)。短い文に分けてください。",
            "The plain summary has sentences of more than {most} letters ({count}): “{beginning}…” "
            "({letters}). Break it up.",
        ),
        "heavy": Message(
            "やさしい日本語の要約の{share}%が漢字とカタカナです({most}%まで)。"
            "ひらがなで言えることばに言いかえてください。",
            "{share}% of the plain summary is kanji and katakana (at most {most}%). Use words that "
            "can be said in hiragana.",
        ),
    },
)


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """One finding a text and measure; the longest sentence is shown."""
    for index, narrative in enumerate(context.sheet.narratives):
        if narrative.key != KEY:
            continue
        place = (f"narratives[{index}]", narrative.at)
        text = without_readings(narrative.text)
        long = [one for one in map(joined, sentences(text)) if len(one) > LONGEST]
        if long:
            one = max(long, key=len)
            said = {"beginning": one[:12], "letters": len(one), "count": len(long)}
            yield Found(*place, kind="long", values={**said, "most": LONGEST})
        share = _share(text)
        if share > HEAVIEST:
            yield Found(*place, kind="heavy", values={"share": share, "most": HEAVIEST})


def _share(text: str) -> int:
    """Percent of kanji and katakana, rounded down; 0 for a text too short to judge."""
    letters = len(_LETTER.findall(text))
    return 100 * len(_HARD.findall(text)) // letters if letters >= _FEW else 0
