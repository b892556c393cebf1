"""The page of translations lists what is printed in each language and was checked by no native."""

from scheduler.render.languages.languages import CHECKED, language_of
from tests.docs.words_page import PAGE, page, words_of


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_what_is_said_to_be_checked_is_a_word_of_its_language() -> None:
    for code, names in CHECKED.items():
        assert names <= dict(words_of(language_of(code))).keys()
