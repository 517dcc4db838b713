"""Small folders of files as publishers send them: two files of activities and a table with its descriptor."""

from __future__ import annotations

from pathlib import Path

DESCRIPTOR = """\
title: Credits of a bank
publisher: A bank of the South
url: https://example.org/credits
licence: CC BY 4.0
layer: own_report
row: activity
activity:
  identifier: {column: Number, required: true}
  title: {join: [Number, Country], between: " "}
transactions:
  - type: {constant: "2"}
    date: {column: Year, day_of_year: "07-01"}
    amount: {column: Credit, required: true}
    currency: {constant: USD}
    provider_name: {constant: India}
splits:
  - dimension: {constant: country}
    vocabulary: {constant: name}
    code: Country
"""
CREDITS = ("Number", "Country", "Year", "Credit")


def activity(number: int, amount: int = 1000, title: str = "Wells", recipient: str = "MZ") -> str:
    return f"""\
<iati-activity default-currency="USD" last-updated-datetime="2020-01-01T00:00:00Z">
<iati-identifier>BR-CNPJ-1-{number}</iati-identifier>
<reporting-org ref="BR-CNPJ-1" type="10"><narrative>Agência Brasileira de Cooperação</narrative></reporting-org>
<title><narrative>{title} {number}</narrative></title>
<participating-org role="1" type="10"><narrative>Government of Brazil</narrative></participating-org>
<activity-status code="2"/><activity-date type="2" iso-date="2015-03-01"/>
<recipient-country code="{recipient}"/><sector vocabulary="1" code="14030"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2016-05-04"/>
<value currency="USD" value-date="2016-05-04">{amount + number}</value></transaction>
</iati-activity>
"""


def document(activities: str, encoding: str = "UTF-8") -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<iati-activities version="2.03">\n'
    return f"{head}{activities}</iati-activities>\n".encode(encoding)


def good_folder(folder: Path) -> Path:
    """Sixty activities in two files, and a list of a dozen credits."""
    folder.mkdir(parents=True)
    folder.joinpath("wells.xml").write_bytes(document("".join(activity(n) for n in range(40))))
    folder.joinpath("schools.xml").write_bytes(
        document("".join(activity(n, 5000, "School", "AO") for n in range(40, 60)))
    )
    rows = (f"C{n},Kenya,{2010 + n},{n * 1000}" for n in range(1, 13))
    folder.joinpath("credits.csv").write_text("\n".join([",".join(CREDITS), *rows]) + "\n", encoding="utf-8")
    folder.joinpath("credits.csv.sursur.yml").write_text(DESCRIPTOR, encoding="utf-8")
    return folder
