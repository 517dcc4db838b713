"""The files behind a release and what is wrong in them."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sursur.answers.offering import one_of
from sursur.errors import NotFoundError
from sursur.model.source import Severity
from sursur.release import Release
from sursur.sentences import Sentence, Several


def source_rows(release: Release) -> pa.Table:
    """Every file that was read, with how its records were accounted for."""
    return release.rows(release.table("source").order_by("dataset", "file_name"))


def problem_counts(release: Release, source: str | None = None, code: str | None = None) -> pa.Table:
    """How often each problem occurs in each data set, with one place and its repair."""
    problem = _problems(release, source, code)
    counted = problem.group_by("dataset", "severity", "code").aggregate(
        problems=problem.count(),
        files=problem.source_id.nunique(),
        example=problem.message.min(),
        repair=problem.repair.min(),
    )
    graver = counted.severity.cases(*((str(severity), rank) for rank, severity in enumerate(Severity)), else_=9)
    return release.rows(counted.order_by(graver, ibis.desc("problems"), "dataset", "code"))


def problem_rows(release: Release, source: str | None = None, code: str | None = None) -> pa.Table:
    """Each problem with its place in the file."""
    problem = _problems(release, source, code)
    return release.rows(problem.order_by("dataset", "file_name", "row", "byte_offset", "code", "message"))


def _problems(release: Release, source: str | None, code: str | None) -> ir.Table:
    named = release.table("source").select("source_id", "dataset", "file_name")
    problem = release.table("problem").left_join(named, "source_id")
    problem = problem.drop(*[name for name in problem.columns if name.endswith("_right")])
    if source:
        problem = problem.filter(
            (problem.dataset == source) | (problem.source_id == source) | (problem.file_name == source)
        )
    return problem.filter(problem.code == code) if code else problem


def known_source(release: Release, text: str) -> str:
    """A data set, file name or source id that the release has; NotFoundError names those that there are."""
    rows = release.rows(release.table("source").select("dataset", "file_name", "source_id")).to_pylist()
    if text in {value for row in rows for value in row.values()}:
        return text
    datasets = sorted({str(row["dataset"]) for row in rows})
    raise NotFoundError(
        Sentence("This release has no source '%(text)s'.", text=text),
        repair=Sentence("Data sets: %(datasets)s.", datasets=Several(datasets)),
    )


def known_problem(release: Release, code: str) -> str:
    """A code that some problem has; NotFoundError names those that there are."""
    found = release.rows(release.table("problem").select("code").distinct())["code"].to_pylist()
    if code in found:
        return code
    raise NotFoundError(
        Sentence("No problem has the code '%(code)s'.", code=code),
        repair=one_of(sorted(map(str, found))),
    )
