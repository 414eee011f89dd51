"""What reading costs, as multiples of what the bare library takes for the same file: `python benchmarks/readers.py`.

Both sides run in turns in one warm process and are compared by the median of their CPU time, so that a busy machine
slows both alike. The time is that of a run and of freeing all it made: python-docx and openpyxl leave what they load
bound in circles, and the collector of garbage would free it in the other side's time. Nothing is asserted. A format
whose library or reader is not installed, or whose sample is not at hand, is left out and named.
"""

from __future__ import annotations

import argparse
import gc
import io
import statistics
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

COUNTY = Path(__file__).resolve().parents[2] / "shared" / "data" / "county"
Step = Callable[[bytes], object]


def pdfium_text(data: bytes) -> int:
    """How many characters pdfium finds, page by page."""
    pdfium = import_module("pypdfium2")
    found = 0
    document = pdfium.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        found += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


def docx_load(data: bytes) -> object:
    """The document as python-docx opens it, no text asked for."""
    return import_module("docx").Document(io.BytesIO(data))


def xlsx_load(data: bytes) -> object:
    """The workbook as openpyxl loads it, no value asked for."""
    return import_module("openpyxl").load_workbook(io.BytesIO(data), data_only=True)


CASES: dict[str, tuple[str, str, Step, str]] = {
    "pdf": ("tables.pdf", "pdfium: get_textpage, get_text_range", pdfium_text, "≤ 6 ×"),
    "pdf, watermark": ("tables_watermark.pdf", "the same", pdfium_text, ""),
    "pdf, tables over pages": ("tables_split.pdf", "the same", pdfium_text, ""),
    "docx": ("tables.docx", "python-docx: Document()", docx_load, "≤ 2 ×"),
    "xlsx": ("tables_sheets.xlsx", "openpyxl: load_workbook()", xlsx_load, "≤ 2 ×"),
}
"""By what is read: the sample, the bare library and what it does, the goal."""


def cpu(step: Step, data: bytes) -> float:
    """The CPU seconds of one run, and of freeing all that it made and nothing else."""
    gc.collect()
    gc.freeze()
    started = time.process_time()
    step(data)
    gc.collect()
    return time.process_time() - started


def ratio(ours: Step, theirs: Step, data: bytes, rounds: int) -> str:
    """How many times the CPU of the other one takes, and the milliseconds behind it."""
    cpu(ours, data), cpu(theirs, data)
    runs = [(cpu(ours, data), cpu(theirs, data)) for _ in range(rounds)]
    one, other = (statistics.median(column) for column in zip(*runs, strict=True))
    return f"{one / other:.2f} ×  ({one * 1000:.1f} / {other * 1000:.1f} ms)"


def rows(rounds: int) -> Iterator[tuple[str, str, str, str]]:
    """The lines of the table."""
    for kind, (sample, against, theirs, goal) in CASES.items():
        path = COUNTY / sample
        try:
            module = import_module(f"perflint.readers.{kind.split(',', maxsplit=1)[0]}")
            data = path.read_bytes()
            theirs(data)
        except (ImportError, OSError) as error:
            yield kind, against, goal, f"left out: {error}"
            continue

        def ours(data: bytes, module: object = module, name: str = sample) -> object:
            """The whole reader."""
            return module.read(data, name)  # type: ignore[attr-defined]

        yield kind, against, goal, ratio(ours, theirs, data, rounds)


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=21, help="runs of each side (default: 21)")
    rounds = options.parse_args().rounds
    gc.set_threshold(100_000, 50, 50)  # as the command does (perflint/cli/main.py)
    table = [("read", "against", "goal", f"measured (median of {rounds})"), *rows(rounds)]
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    for row in table:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
