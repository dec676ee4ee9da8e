import subprocess
import sys

import dragoman

NAMES = [
    "DragomanError", "Ingested", "PageError", "Period", "QueryError", "Reading", "RecordError",
    "Report", "Span", "Store", "View", "analyse", "from_json", "ingest", "open_store", "read",
    "read_all", "search", "to_json",
]  # fmt: skip


def test_the_public_names_are_these():
    assert sorted(dragoman.__all__) == sorted(NAMES)
    assert len(NAMES) <= 20
    for name in NAMES:
        assert getattr(dragoman, name) is not None
        assert name in dir(dragoman)


def test_importing_dragoman_imports_no_stage():
    program = (
        "import sys, dragoman, dragoman.views.cli\n"
        "heavy = {'spacy', 'onnxruntime', 'numpy', 'sqlalchemy', 'lxml', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout == "[]\n"
