"""The whole flow on one page: bytes → document → submission → findings → verdicts → report."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from perflint import __version__
from perflint.errors import ReadError
from perflint.layouts import Reading, reading_of, submission_of
from perflint.model.document import Document, Unread
from perflint.model.finding import Failure, Finding, Read, Report
from perflint.model.submission import Submission
from perflint.review.gate import judged
from perflint.ruleset import Ruleset, load_ruleset
from perflint.sandbox import BrokenReaderError, read
from perflint.sources import Source, file
from perflint.text import normal


def check(path: str | Path, ruleset: str | Ruleset = "national") -> Report:
    """The report on one file. Raises RulesetError; an unreadable file is a finding (DOC01), not an exception."""
    rules = ruleset if isinstance(ruleset, Ruleset) else load_ruleset(ruleset)
    if Path(path).is_dir():
        cure = "请写出要检查的文件，或用命令 perflint check 检查整个文件夹"
        return check_source(ReadError(str(path), "是文件夹，不是文件", cure), rules)
    return check_source(file(str(path)), rules)


def check_source(source: Source, ruleset: Ruleset) -> Report:
    """The report on a file, or on why there is none."""
    return check_together([source], ruleset)


def check_bytes(data: bytes, name: str, ruleset: Ruleset) -> Report:
    """The report on the bytes of one file."""
    return check_together([(name, data)], ruleset)


def check_together(
    sources: Iterable[Source], ruleset: Ruleset, previous: tuple[Submission, tuple[Failure, ...]] | None = None
) -> Report:
    """The report on files that are one submission, compared with last year's where that is given (``understood``)."""
    submission, failures = understood(sources, ruleset)
    if previous is not None:
        before, more = previous
        submission = replace(submission, previous=before, unread=(*submission.unread, *before.unread))
        failures += more
    report = lint(submission, ruleset)
    return judged(replace(report, failures=(*failures, *report.failures)), ruleset) if failures else report


def understood(sources: Iterable[Source], ruleset: Ruleset) -> tuple[Submission, tuple[Failure, ...]]:
    """The submission that files make. Whatever breaks on the way is a failure of ours, its file unread."""
    words = ruleset.vocabulary
    readings: list[Reading] = []
    unread: list[Unread] = []
    failures: list[Failure] = []
    for source in sources:
        name = source.file if isinstance(source, ReadError) else source[0]
        try:
            readings.append(reading_of(_document(source), words))
        except ReadError as error:
            unread.append(Unread(name=name, reason=error.reason, cure=error.cure))
        except Exception as error:  # noqa: BLE001 - one file that breaks a reader must not cost the others their report
            unread.append(Unread(name=name, reason="读取时程序内部出错", cure="这不是材料的问题，请把文件交给维护人员"))
            said = str(error) if isinstance(error, BrokenReaderError) else f"{type(error).__name__}: {error}"
            failures.append(Failure(code="", message=f"读取“{name}”出错：{said}"))
    submission = submission_of(readings, words)
    return replace(submission, unread=(*submission.unread, *unread)), tuple(failures)


def _document(source: Source) -> Document:
    """What stands in a file. Raises ReadError where nothing can be read."""
    if isinstance(source, ReadError):
        raise source
    name, data = source
    return read(data, name)


def lint(submission: Submission, ruleset: Ruleset) -> Report:
    """The report of all rules in force on a submission. A rule that breaks becomes a failure, never a lost report."""
    found: list[Finding] = []
    failures: list[Failure] = []
    idle: list[str] = []
    for rule in (one for one in ruleset.rules if not one.season):
        try:
            found += rule.check_all(submission)
            idle += () if rule.has_subject(submission) else (rule.code,)
        except Exception as error:  # noqa: BLE001 - whatever a rule does wrong must not cost the other rules their say
            failures.append(
                Failure(code=rule.code, message=f"规则 {rule.code} 运行出错：{type(error).__name__}: {error}")
            )
    yields = {rule.code: frozenset(rule.yields_to) for rule in ruleset.rules if rule.yields_to}
    forms = submission.forms
    report = Report(
        submission=submission,
        ruleset=ruleset.name,
        ruleset_digest=ruleset.digest,
        version=__version__,
        read=Read(
            files=len(submission.files),
            forms=len(forms),
            indicators=sum(len(tree.indicators) for form in forms for tree in form.trees),
            budget_lines=len(submission.budget_lines),
            claims=len(submission.claims),
        ),
        findings=tuple(_fingerprinted(_sorted(_most_telling(found, yields), submission))),
        failures=tuple(failures),
        idle=tuple(idle),
        questions=ruleset.questions if forms else (),
    )
    return judged(report, ruleset)


def _most_telling(found: Iterable[Finding], yields: dict[str, frozenset[str]]) -> list[Finding]:
    """The findings without those that yield to a better one at the same place."""
    spoken: dict[tuple[str, tuple[int, ...]], set[str]] = defaultdict(set)
    found = list(found)
    for finding in found:
        spoken[finding.place.file, finding.place.order].add(finding.code)
    silent = frozenset[str]()
    return [
        finding
        for finding in found
        if not yields.get(finding.code, silent) & spoken[finding.place.file, finding.place.order]
    ]


def _sorted(found: list[Finding], submission: Submission) -> list[Finding]:
    """In reading order: file, place, code."""
    files = {name: index for index, name in enumerate(submission.files)}
    return sorted(
        found, key=lambda one: (files.get(one.place.file, len(files)), one.place.order, one.code, one.message)
    )


def _fingerprinted(found: list[Finding]) -> list[Finding]:
    """The findings with fingerprints from what they say, never from where: they survive another export."""
    seen: Counter[str] = Counter()
    marked = []
    for finding in found:
        subject = finding.subject
        parts = (finding.code, subject.project, subject.period or "", subject.path, finding.quote)
        text = "\x1f".join(map(normal, parts))
        seen[text] += 1
        digest = hashlib.sha256(f"{text}\x1f{seen[text]}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        marked.append(replace(finding, fingerprint=digest))
    return marked
