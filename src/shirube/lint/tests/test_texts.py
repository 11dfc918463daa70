import pytest

from shirube.lint.texts import clauses, mentions, sentences


def test_sentences_and_clauses() -> None:
    assert sentences("増えた。減った\n同じ") == ["増えた。", "減った", "同じ"]
    assert clauses("夏に増え、冬に減った。") == ["夏に増え", "冬に減った"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市のウェブサイトのアクセス数", "ウェブサイトへの年間アクセス件数"),
        ("図書館の利用者", "図書館利用者数(延べ)"),
        ("職員提案制度による提案", "職員提案制度の提案件数"),
    ],
)
def test_the_same_thing_in_other_words(text: str, name: str) -> None:
    assert mentions(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("職員のセキュリティ意識", "情報セキュリティ研修の受講率"),
        ("公園の来園者", "図書館の利用者数"),
        ("証明書の交付件数", "速やかに交付された割合"),
        ("", "図書館の利用者数"),
        ("利用者", "数"),
    ],
)
def test_another_thing(text: str, name: str) -> None:
    assert not mentions(text, name)
