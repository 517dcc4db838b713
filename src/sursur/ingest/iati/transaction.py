"""Transactions, budgets, planned disbursements: what each element becomes."""

from __future__ import annotations

from sursur.ingest.iati.element import Element
from sursur.ingest.iati.record import POSITIONS, Record, Row
from sursur.ingest.iati.shapes import (
    Action,
    calendar_day,
    compiled,
    flag,
    money,
    part,
    read_attributes,
    read_children,
    translated,
)
from sursur.ingest.iati.splits import split
from sursur.ingest.iati.values import Remark
from sursur.sentences import Sentence

_T = "transaction"
_TYPE, _AMOUNT, _DATE, _VALUE_DATE, _CURRENCY = (
    POSITIONS[_T][name] for name in ("type", "amount", "date", "value_date", "currency")
)
_ATTRIBUTES = compiled(_T, {"humanitarian": ("humanitarian", flag)})


def _aid_type(record: Record, element: Element, row: Row) -> None:
    """The DAC's own vocabulary fills the column; a type of another vocabulary is kept beside it."""
    own = (element.get("vocabulary") or "1") == "1"
    (_DAC_AID_TYPE if own else _OTHER_AID_TYPE)(record, element, row)


_DAC_AID_TYPE = part(_T, "transaction/aid-type", {"code": "aid_type"})
_OTHER_AID_TYPE = part(_T, "transaction/aid-type", {})

_CHILDREN: dict[str, Action] = {
    "transaction-type": part(_T, "transaction/transaction-type", {"code": ("type", translated("transaction_type"))}),
    "transaction-date": calendar_day(_T, "transaction/transaction-date", "date"),
    "value": money(_T),
    "description": part(_T, "transaction/description", {}, "description"),
    "provider-org": part(
        _T,
        "transaction/provider-org",
        {
            "ref": "provider_ref",
            "type": ("provider_type", translated("organisation_type")),
            "provider-activity-id": "provider_activity",
        },
        "provider_name",
    ),
    "receiver-org": part(
        _T,
        "transaction/receiver-org",
        {
            "ref": "receiver_ref",
            "type": ("receiver_type", translated("organisation_type")),
            "receiver-activity-id": "receiver_activity",
        },
        "receiver_name",
    ),
    "disbursement-channel": part(_T, "transaction/disbursement-channel", {"code": "disbursement_channel"}),
    "flow-type": part(_T, "transaction/flow-type", {"code": "flow_type"}),
    "finance-type": part(_T, "transaction/finance-type", {"code": "finance_type"}),
    "aid-type": _aid_type,
    "tied-status": part(_T, "transaction/tied-status", {"code": "tied_status"}),
    "sector": split("transaction/sector", "sector"),
    "recipient-country": split("transaction/recipient-country", "country"),
    "recipient-region": split("transaction/recipient-region", "region"),
}


def transaction(record: Record, element: Element, activity: Row) -> None:
    del activity
    ordinal = record.next_ordinal(_T)
    row = Row(_T, f"{record.record_id}-t{ordinal}")
    row.values[:4] = row.owner, record.record_id, record.origin.source_id, ordinal
    for name, text in read_attributes(record, element, row, _ATTRIBUTES).items():
        row.extra[name] = text
    read_children(record, element, row, _CHILDREN)
    _remark_gaps(record, row)
    record.close(_T, row)


def _remark_gaps(record: Record, row: Row) -> None:
    values = row.values
    if values[_TYPE] is None:
        record.remark(_NO_TYPE, _T)
    if values[_DATE] is None and values[_VALUE_DATE] is None:
        record.remark(_NO_DATE, _T)
    if values[_AMOUNT] is not None and values[_CURRENCY] is None:
        record.remark(_NO_CURRENCY, _T)
    if "value" not in row.extra and values[_AMOUNT] is None and values[_AMOUNT + 1] is None:
        record.remark(_NO_VALUE, _T)


_NO_TYPE = Remark(
    "transaction-without-type",
    Sentence("a transaction does not say what it is"),
    Sentence("Give a transaction-type code."),
)
_NO_DATE = Remark(
    "transaction-without-date", Sentence("a transaction has no day"), Sentence("Give transaction-date/@iso-date.")
)
_NO_VALUE = Remark(
    "transaction-without-value", Sentence("a transaction has no value"), Sentence("Give the value of the transaction.")
)
_NO_CURRENCY = Remark(
    "currency-missing",
    Sentence("an amount has no currency, and the record has no default"),
    Sentence("Give value/@currency or iati-activity/@default-currency."),
)


def _budget(kind: str, path: str) -> Action:
    """A budget or planned disbursement: the same table, told apart by `kind`."""
    attributes = compiled("budget", {"type": ("type", translated("budget_type")), "status": "status"})
    children: dict[str, Action] = {
        "period-start": calendar_day("budget", f"{path}/period-start", "period_start"),
        "period-end": calendar_day("budget", f"{path}/period-end", "period_end"),
        "value": money("budget"),
        "provider-org": part("budget", f"{path}/provider-org", {"ref": "provider_ref"}, "provider_name"),
        "receiver-org": part("budget", f"{path}/receiver-org", {"ref": "receiver_ref"}, "receiver_name"),
    }

    def action(record: Record, element: Element, activity: Row) -> None:
        del activity
        ordinal = record.next_ordinal(kind)
        row = Row("budget", f"{record.record_id}-{kind}-{ordinal}")
        row.values[:5] = row.owner, record.record_id, record.origin.source_id, kind, ordinal
        row.extra.update(read_attributes(record, element, row, attributes))
        read_children(record, element, row, children)
        record.close("budget", row)

    return action


budget = _budget("budget", "budget")
planned_disbursement = _budget("planned_disbursement", "planned-disbursement")
