"""One flow explained: from the row in the file to the figure on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from sursur.answers.explaining import Explanation
from sursur.observatory.explaining import explained
from sursur.observatory.figure_words import plain_word
from sursur.observatory.pages.page import Page
from sursur.observatory.parts import Fact
from sursur.observatory.reasons import rule_name, tell_reason
from sursur.observatory.sentences import tell_place
from sursur.observatory.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPage(Page):
    template: ClassVar[str] = "flow.html"
    steps: tuple[tuple[Markup, Markup, tuple[Fact, ...]], ...]
    """Heading, answer, facts: what was reported, what it is, what it is worth, whether it counts."""


def build_flow(view: View, flow_id: str) -> FlowPage:
    """Raises NotFoundError for an id that the release does not hold."""
    told = explained(view.library, flow_id, view.asked.south)
    flow, say = told.flow, view.say
    return FlowPage(
        title=say.text("Why this figure?"),
        lead=(
            say.text(
                "%(provider)s to %(recipient)s, %(year)s: %(usd)s.",
                provider=_provider(view, flow),
                recipient=view.party(flow["recipient_country"] or flow["recipient_region"] or flow["recipient_name"]),
                year=flow["year"],
                usd=say.money(flow["usd_constant"] if view.asked.prices == "constant" else flow["usd_current"]),
            ),
        ),
        steps=(_reported(view, told), _money(view, flow), _verdict(view, flow), _counting(view, told)),
    )


def _activity_page(view: View, flow: dict[str, Any]) -> str:
    """The page of the reported activity; aggregates have none."""
    return view.asked.address(f"/activity/{flow['activity_id']}") if flow["activity_id"] else ""


def _provider(view: View, flow: dict[str, Any]) -> str:
    return view.party(flow["provider_country"] or flow["provider"] or flow["provider_name"])


def _facts(*facts: tuple[Markup, object] | tuple[Markup, object, str]) -> tuple[Fact, ...]:
    """Only what is known."""
    full = ((fact[0], fact[1], fact[2] if len(fact) > 2 else "") for fact in facts)
    return tuple(
        (label, text if isinstance(text, Markup) else str(text), href)
        for label, text, href in full
        if text not in (None, "")
    )


def _reported(view: View, told: Explanation) -> tuple[Markup, Markup, tuple[Fact, ...]]:
    say, flow = view.say, told.flow
    amount = say.number(flow["amount"]) if flow["amount"] is not None else say.text("not reported")
    facts = _facts(
        (
            say.text("Source"),
            view.short_title(flow["dataset"]),
            view.asked.address(f"/source/{flow['source_id']}"),
        ),
        (say.text("Place in the file"), tell_place(say, told.place)),
        (say.text("Activity"), flow["title"] or flow["identifier"], _activity_page(view, flow)),
        (say.text("Provider as reported"), flow["provider_name"]),
        (say.text("Recipient as reported"), flow["recipient_name"]),
        (say.text("Amount as reported"), f"{amount} {flow['currency'] or ''}"),
        (say.text("Prices of"), flow["price_year"]),
        (say.text("Stage"), say.word(flow["stage"])),
        (say.text("Instrument"), say.word(flow["instrument"])),
        (
            say.text("What the source measures"),
            plain_word(view, (flow["measure"] or "").replace("_", " ")) if flow["measure"] else "",
        ),
    )
    answer = say.text("This is one row of a file that its publisher released.")
    return say.text("What was reported?"), answer, facts


def _money(view: View, flow: dict[str, Any]) -> tuple[Markup, Markup, tuple[Fact, ...]]:
    say = view.say
    rate = f"{say.number(flow['rate'])} {flow['currency']} = 1 USD" if flow["rate"] is not None else ""
    facts = _facts(
        (say.text("Current US dollars"), _dollars(view, flow["usd_current"])),
        (
            say.text("US dollars at prices of %(year)s", year=view.library.base_year),
            _dollars(view, flow["usd_constant"]),
        ),
        (say.text("Exchange rate"), rate),
        (say.text("Month of the rate"), flow["rate_month"]),
        (say.text("Whose rate"), flow["rate_source"]),
        (say.text("Deflator"), say.number(flow["deflator"]) if flow["deflator"] is not None else ""),
        (say.text("Whose deflator"), flow["deflator_source"]),
        (say.text("Share of the reported value"), say.percent(flow["sector_share"]) if flow["sector_share"] else ""),
    )
    note = tell_reason(say, flow["money_note"])
    return say.text("What is it worth in dollars?"), note, facts


def _dollars(view: View, usd: Any) -> str | Markup:  # noqa: ANN401 - a decimal or nothing
    return view.say.number(usd) if usd is not None else view.say.text("not reported")


def _verdict(view: View, flow: dict[str, Any]) -> tuple[Markup, Markup, tuple[Fact, ...]]:
    say = view.say
    facts = _facts(
        (say.text("Form"), say.word(flow["form"])),
        (say.text("Rule"), rule_name(say, flow["form_rule"])),
        (say.text("Declared by the source"), flow["declared_form"]),
    )
    return say.text("Which form of cooperation is it?"), tell_reason(say, flow["form_reason"]), facts


def _counting(view: View, told: Explanation) -> tuple[Markup, Markup, tuple[Fact, ...]]:
    say, flow = view.say, told.flow
    linked = flow["linked_flow_id"]
    facts = _facts(
        (say.text("In totals"), say.text("yes") if flow["counted"] else say.text("no")),
        (say.text("Rule"), rule_name(say, flow["count_rule"])),
        (say.text("Kind of telling"), say.word(flow["layer"])),
        (say.text("Counted instead"), linked or "", view.asked.address(f"/flow/{linked}") if linked else ""),
        (say.text("Flow"), flow["flow_id"]),
    )
    return say.text("Is it counted?"), tell_reason(say, flow["count_reason"]), facts
