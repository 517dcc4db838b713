"""How a total was counted: what was reported, what a rule leaves out, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from markupsafe import Markup

from sursur.observatory.choosing import TOLD, Choice, Sum
from sursur.observatory.parts import Cell, Column, Row, Section, Table
from sursur.observatory.reasons import rule_name
from sursur.observatory.view import View

COUNTED = "counted"
OTHER_STAGE = "other_stage"
BY = ("count_rule", "dataset", "counted")
NAMED = 3
"""Data sets named in a line; the others are a number."""


def accounting(view: View, *choices: Choice) -> tuple[Section, ...]:
    """One line for each rule that leaves reports out, between all that was reported and what is counted."""
    told = [found for choice in choices for found in view.sums(BY, replace(choice, stage=TOLD))]
    if not told:
        return ()
    counted = [found for choice in choices for found in view.sums(("dataset",), choice)]
    say = view.say
    return (
        Section(
            anchor="counting",
            heading=say.text("How was this total counted?"),
            sentences=(
                say.text(
                    "Several sources tell of the same money, and some measure it in several ways: "
                    "of %(told)s reports %(counted)s are counted.",
                    told=say.number(sum(found.flows for found in told)),
                    counted=say.number(sum(found.flows for found in counted)),
                ),
            ),
            counted=view.counted(),
            table=_table(view, told, counted),
            downloads=view.downloads("counting"),
        ),
    )


def _table(view: View, told: Sequence[Sum], counted: Sequence[Sum]) -> Table:
    say = view.say
    return Table(
        name="counting",
        caption=say.text("Reported and counted, %(unit)s", unit=view.money_unit()),
        columns=(
            Column("step", say.text("What happens to it")),
            Column("rule", say.text("Rule")),
            Column("flows", say.text("Reports"), "count"),
            Column(f"usd_{view.asked.prices}", view.money_unit(), "money"),
            Column("datasets", say.text("Sources")),
        ),
        rows=(
            _reported(view, told),
            *(_left_out(view, rule, found) for rule, found in _by_rule(told, counted).items()),
            _line(view, say.text("Counted"), COUNTED, counted),
        ),
        folded=False,
    )


def _reported(view: View, told: Sequence[Sum]) -> Row:
    """Without a sum: several measures and tellings of the same money do not add up."""
    words = view.say.text("All that is reported")
    flows = sum(found.flows for found in told)
    dash = Cell(None, "\N{EN DASH}")
    return (Cell(str(words), words), Cell("", ""), Cell(flows, view.say.number(flows)), dash, Cell("", ""))


def _by_rule(told: Sequence[Sum], counted: Sequence[Sum]) -> dict[str, list[Sum]]:
    """What is told but not in this total, by rule; what is counted in another stage stands under its own name."""
    rules: dict[str, list[Sum]] = {}
    for found in told:
        rule, _, is_counted = found.key
        rules.setdefault(OTHER_STAGE if is_counted else rule, []).append(found)
    elsewhere = _less(rules.pop(OTHER_STAGE, []), counted)
    return dict(sorted(rules.items())) | ({OTHER_STAGE: elsewhere} if elsewhere else {})


def _less(told: Sequence[Sum], counted: Sequence[Sum]) -> list[Sum]:
    """What each data set has counted beyond what this total takes of it."""
    by_dataset, taken = _by(told, 1), _by(counted, 0)
    rest = []
    for dataset, sums in sorted(by_dataset.items()):
        in_total = taken.get(dataset, [])
        flows = _flows(sums) - _flows(in_total)
        if flows:
            usd = sum(map(_usd, sums), Decimal(0)) - sum(map(_usd, in_total), Decimal(0))
            rest.append(replace(sums[0], flows=flows, usd=usd))
    return rest


def _by(sums: Sequence[Sum], place: int) -> dict[str, list[Sum]]:
    found: dict[str, list[Sum]] = {}
    for each in sums:
        found.setdefault(each.key[place], []).append(each)
    return found


def _flows(sums: Sequence[Sum]) -> int:
    return sum(each.flows for each in sums)


def _usd(found: Sum) -> Decimal:
    return found.usd or Decimal(0)


def _left_out(view: View, rule: str, found: Sequence[Sum]) -> Row:
    return _line(view, rule_in_words(view, rule), rule, [replace(each, key=each.key[1:]) for each in found])


def rule_in_words(view: View, rule: str) -> Markup:
    say = view.say
    words = {
        "other_telling": say.text("Left out: another source tells of the same money"),
        "other_measure": say.text("Left out: the same money measured in another way (net, grants alone, loans alone)"),
        "left_out_by_source": say.text("Left out: its source advises so"),
        "duplicate_record": say.text("Left out: the same record twice"),
        "older_file": say.text("Left out: a newer file tells it again"),
        "passed_on": say.text("Left out: money passed on, counted where it was given first"),
        "other_stage": say.text("Left out: of another stage (promised, paid or planned)"),
        "forward": say.text("Left out: planned for later"),
        "incoming": say.text("Left out: the receiver's own telling"),
        "no_year": say.text("Left out: without a year"),
        "no_value": say.text("Left out: without an amount"),
    }
    return words.get(rule) or say.text("Left out by another rule")


def _line(view: View, words: Markup, rule: str, found: Sequence[Sum]) -> Row:
    values = [each.usd for each in found if each.usd is not None]
    names = sorted({view.short_title(each.key[0]) for each in found})
    more = len(names) - NAMED
    listed = view.say.list(names[:NAMED]) + (f" +{more}" if more > 0 else "")
    usd = sum(values[1:], values[0]) if values else None
    page = view.asked.address("/methods", anchor="once")
    flows = sum(each.flows for each in found)
    return (
        Cell(str(words), words, page),
        Cell(rule, rule_name(view.say, rule) if rule else ""),
        Cell(flows, view.say.number(flows)),
        view.money_cell(usd),
        Cell(" | ".join(names), listed),
    )
