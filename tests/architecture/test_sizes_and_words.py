"""A file fits two screens, a function one; every module says what it is for; nothing is left unfinished."""

import ast
import re

import pytest

from tests.architecture.source_tree import functions, python_files, shown

MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40
# Each word with a class of one letter, so that this file does not hold the words it looks for.
UNFINISHED = re.compile("TO[D]O|FIX[M]E|NotImplemented[E]rror")


def unfinished_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if UNFINISHED.search(line)]


def test_no_file_is_too_long():
    files = [path for path in python_files("src", "bench", "tests") if "versions" not in path.parts]
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FILE} == {}


def test_no_function_is_too_long():
    lengths = {
        f"{shown(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in python_files("src", "bench")
        for function in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION} == {}


def test_every_module_says_what_it_is_for():
    silent = [
        shown(path)
        for path in python_files("src", "bench", "migrations", "tests")
        if (source := path.read_text(encoding="utf-8")).strip() and not ast.get_docstring(ast.parse(source))
    ]
    assert silent == []


def test_nothing_is_left_unfinished():
    found = {
        shown(path): lines
        for path in python_files("src", "bench", "migrations", "tests")
        if (lines := unfinished_lines(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("word", ["TO_DO", "FIX_ME", "NotImplemented_Error"])
def test_a_planted_unfinished_line_is_seen(word):
    planted = word.replace("_", "")
    assert unfinished_lines(f"first\n# {planted}\n") == [2]
