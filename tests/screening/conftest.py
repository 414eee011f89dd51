"""A small season to screen, and engines to screen it with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from perflint.screening.drive import Drive, Outcome
from perflint.screening.engines import Engine
from perflint.screening.rows import Task
from perflint.screening.run import Order, Run, begun
from perflint.screening.work import Done, work

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DEPARTMENTS = ("教育局", "卫生健康局", "水务局", "城关镇")


class Inline:
    """An engine that does each shard at once, in this process: what the others are compared with."""

    fatal: tuple[type[BaseException], ...] = (ChildProcessError,)

    def __init__(self, deed: Callable[[Task], Done] = work, workers: int = 1) -> None:
        """``deed`` is done in place of ``work``."""
        self.deed, self.restarts, self._workers = deed, 0, workers

    def workers(self) -> int:
        """As many as were asked for."""
        return self._workers

    def submit(self, task: Task) -> Future[Done]:
        """Done before it is handed back."""
        future: Future[Done] = Future()
        try:
            future.set_result(self.deed(task))
        except Exception as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        return future

    def restarted(self) -> None:
        """Count."""
        self.restarts += 1

    def close(self, *, at_once: bool = False) -> None:
        """Nothing to end."""


@pytest.fixture(autouse=True)
def _results_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is answered from what another kept; workers, which are other processes, read the environment."""
    monkeypatch.setattr("perflint.results.where", lambda: tmp_path / "results")


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """Four departments with two files each, most of them small, one faulty, one empty."""
    source = tmp_path / "material"
    lines = (EXAMPLES / "clean" / "disclosure.txt").read_text("utf-8").split("\n")
    heads = [number for number, line in enumerate(lines) if line.strip().endswith("项目支出绩效目标表")]
    form = "\n".join(lines[heads[1] : heads[3]])
    for department in DEPARTMENTS:
        folder = source / department
        folder.mkdir(parents=True)
        for copy in (1, 2):
            text = form if copy == 1 else form.replace("100%", "满意", 1)
            text += f"\n{department}第{copy}份\n"
            (folder / f"{copy}.txt").write_text(text, "utf-8")
    (source / "城关镇" / "空.txt").write_bytes(b"")
    return source


def begin(source: Path, run: Path, **order: object) -> Run:
    """A run over that material, two submissions a shard unless told otherwise."""
    wanted = Order(**{"source": str(source), "shard": 2, **order})  # type: ignore[arg-type]
    return begun(str(run), wanted, lambda _: None)


def drive(run: Run, engine: Engine | None = None, **options: object) -> Outcome:
    """Screen to the end with an engine, in this process where none is given; nothing is taken from what was kept."""
    engine = engine or Inline()
    outcome = Drive(run, engine, **{"cached": False, **options}).run(lambda *_: None)  # type: ignore[arg-type]
    engine.close()
    return outcome


def prints(run: Run) -> dict[str, str]:
    """The hash of each part."""
    folder = run.folder.local
    assert folder is not None
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / run.parts).iterdir()}
