"""What other linters spend on as many files of the same size: `python -m benchmarks.peers --files 100`.

flake8 on Python, Spectral on OpenAPI documents, each as one process over a folder, by the CPU time and the peak memory
of that process (`os.wait4`, as `bench.py` does). `peers` is what a benchmark of screening sets beside its own figures.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

from benchmarks.bench import SIZE, Cost, cost, python_code

FOUND = frozenset({0, 1})
"""Exit codes of a linter that has done its work."""
NOUNS = (
    "account budget branch carrier client contract customer depot device invoice member order parcel payment".split()
)
FACETS = "archive audit balance comment detail export history label limit note owner report schedule status".split()


class Peer(NamedTuple):
    """What a linter spent on the files; ``None``: it is not installed."""

    name: str
    cost: Cost | None

    def told(self, files: int) -> str:
        """CPU a file and peak memory, in words."""
        if self.cost is None:
            return f"{self.name}: not installed"
        return f"{self.name}: {self.cost.cpu * 1000 / files:.0f} ms CPU a file, {self.cost.rss:.0f} MiB"


def peers(files: int, size: int = SIZE, spectral: str | None = None) -> list[Peer]:
    """Both linters on so many files of so many bytes. ``spectral``: the command, if it is not on the path."""
    return [flake8(files, size), spectral_cli(files, size, spectral)]


def flake8(files: int, size: int = SIZE) -> Peer:
    """flake8 on Python files, one process."""
    with tempfile.TemporaryDirectory() as folder:
        code = python_code(size - 20)
        for number in range(files):
            (Path(folder) / f"module{number:05}.py").write_text(f"# Module {number}\n{code}", "utf-8")
        return Peer("flake8", cost([sys.executable, "-m", "flake8", "--isolated", "--jobs", "1", folder], FOUND))


def spectral_cli(files: int, size: int = SIZE, command: str | None = None) -> Peer:
    """Spectral's own rules of OpenAPI on documents of that size, one process."""
    found = command or shutil.which("spectral")
    if found is None:
        return Peer("Spectral", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules.yaml").write_text('extends: ["spectral:oas"]\n', "utf-8")
        (folder / "documents").mkdir()
        for number in range(files):
            (folder / "documents" / f"openapi{number:05}.yaml").write_text(openapi(number, size), "utf-8")
        pattern = str(folder / "documents" / "*.yaml")
        return Peer(
            "Spectral", cost([found, "lint", "--quiet", "--ruleset", str(folder / "rules.yaml"), pattern], FOUND)
        )


def openapi(number: int, size: int) -> str:
    """An OpenAPI 3.0 document of about that many bytes: as many resources as fit, each with its schema."""
    random = Random(number)
    document: dict[str, Any] = {
        "openapi": "3.0.3",
        "info": {"title": f"Service {number}", "version": "1.0.0", "description": "Records of an office."},
        "servers": [{"url": f"https://service{number}.example.org/v1"}],
        "paths": {},
        "components": {"schemas": {}},
    }
    length = len(_yaml(document))
    for name in _names(random):
        resource, schema = _resource(random, name), _schema(random, name)
        length += len(_yaml({"paths": resource, "components": {"schemas": {name: schema}}}))
        if length > size:
            break
        document["paths"] |= resource
        document["components"]["schemas"][name] = schema
    return _yaml(document)


class _Plain(yaml.SafeDumper):
    """Writes out what stands in several places each time, as people do."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - called by position
        """Never refer to what stood before."""
        return True


def _yaml(document: dict[str, Any]) -> str:
    """The document in the order it was made."""
    return yaml.dump(document, Dumper=_Plain, sort_keys=False)


def _names(random: Random) -> Iterator[str]:
    """Names of resources, each once."""
    names = [noun + facet.capitalize() for noun in NOUNS for facet in FACETS]
    random.shuffle(names)
    yield from names


def _resource(random: Random, name: str) -> dict[str, Any]:
    """The paths of a resource. Some lack what Spectral wants of an operation, as real ones do."""
    one = {"$ref": f"#/components/schemas/{name}"}
    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    many = {"type": "array", "items": one}

    def operation(verb: str, schema: dict[str, Any], **more: object) -> dict[str, Any]:
        said = {"summary": f"{verb} {name}", "operationId": f"{verb}{name}", "tags": [name]} | more
        if random.random() < 0.8:
            said["description"] = f"What it takes to {verb} a record of {name}, and what comes back."
        answer = {"description": "Done", "content": {"application/json": {"schema": schema}}}
        return said | {"responses": {"200": answer, "404": {"description": "Not found"}}}

    body = {"required": True, "content": {"application/json": {"schema": one}}}
    return {
        f"/{name}": {"get": operation("list", many), "post": operation("create", one, requestBody=body)},
        f"/{name}/{{id}}": {
            "get": operation("read", one, parameters=[number]),
            "put": operation("change", one, parameters=[number], requestBody=body),
        },
    }


def _schema(random: Random, name: str) -> dict[str, Any]:
    """The schema of a resource, with an example."""
    facets = random.sample(FACETS, random.randint(5, 9))
    properties: dict[str, Any] = {"id": {"type": "integer", "example": random.randint(1, 9999)}}
    for facet in facets:
        properties[facet] = {"type": "string", "description": f"The {facet} of {name}", "maxLength": 200}
    return {"type": "object", "required": ["id", *facets[:2]], "properties": properties}


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    asked.add_argument("--files", type=int, default=100)
    asked.add_argument("--size", type=int, default=SIZE, help="bytes of each file (default: 44000)")
    asked.add_argument("--spectral", help="the command, if it is not on the path")
    given = asked.parse_args()
    for peer in peers(given.files, given.size, given.spectral):
        print(peer.told(given.files))


if __name__ == "__main__":
    main()
