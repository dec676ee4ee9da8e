from dragoman.schema.layout import wrapped_width


def test_lines_that_are_nearly_full_and_end_inside_sentences_were_wrapped():
    lines = ["a" * 70, "b" * 66, "c" * 68, "d" * 70, "e" * 64, "f" * 70, "The end."]
    assert wrapped_width(lines) == 70


def test_full_lines_that_end_sentences_are_paragraphs():
    assert wrapped_width([f"{'a' * 68}." for _ in range(8)]) is None


def test_lines_wider_than_any_terminal_are_paragraphs():
    assert wrapped_width(["a" * 200] * 8) is None


def test_a_few_lines_show_nothing():
    assert wrapped_width(["a" * 70] * 3) is None
