"""A fictional agency and its sheet: cooperation in kind, counts and money, with a catalogue of its own. No such agency
exists; all figures are invented, and chosen so that they can be worked out by hand.
"""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

SHEET = """\
Code;Action;Partner;Year;What;Item;Quantity;Unit;Unit cost (USD);Amount (USD);Interest
F-1;Soil experts;Kenya;2015;experts;;40;person_day;300;;
F-2;Soil experts, second visit;Kenya;2015;experts;;10;person_day;;;
F-3;Scholarships in agronomy;Mozambique;2015;scholarships;;6;scholarship;5000;;
F-4;Vaccines;Mozambique;2015;goods;;20000;dose;0.155;;
F-5;Farmers trained;Kenya;2015;counts;;120;person_trained;;;
F-6;Days of the steering group;Kenya;2015;counts;person_days;30;person_day;100;;
F-7;Seed bank;Kenya;2015;money;;;;;50000;
F-8;Credit for pumps;Mozambique;2015;credit;;;;;80000;0
F-9;Credit for roads;Mozambique;2015;credit;;;;;90000;
F-10;Line of credit;Kenya;2015;credit;line_of_credit;;;;70000;1.5
F-11;Gift of which nothing is told;Kenya;2015;;;;;;1000;
F-12;Misspelt item;Kenya;2015;experts;experts;5;person_day;300;;
"""

DESCRIPTOR = """\
title: Actions of a fictional agency
publisher: A fictional agency of Brazil
licence: CC0
layer: own_report
row: activity
price_note: invented for tests
activity:
  identifier: {column: Code, required: true}
  title: Action
  reporting_name: {constant: Brazil}
  reporting_type: {constant: "10"}
transactions:
  - type: {constant: "3"}
    date: {column: Year, day_of_year: "07-01"}
    amount: Amount (USD)
    currency: {constant: USD}
    quantity: Quantity
    unit: Unit
    unit_cost: Unit cost (USD)
    framework_item: Item
    loan_rate: Interest
    finance_type:
      column: What
      words: {experts: in_kind, scholarships: in_kind, goods: in_kind, counts: in_kind, money: "110", credit: "421"}
    provider_name: {constant: Brazil}
    provider_type: {constant: "10"}
splits:
  - {dimension: {constant: country}, vocabulary: {constant: name}, code: Partner}
"""

UNIT_COSTS = """\
provider,item,unit,year,unit_cost,currency,source
BRA,expert,person_day,2015,400,USD,fictional: invented for tests
BRA,scholarship,scholarship,2015,12000,BRL,fictional: invented for tests
"""

RATES = """\
item,unit,year,unit_cost,currency,source
expert,person_day,2015,650,USD,fictional: invented for tests
in_kind_donation,dose,2015,0.2,USD,fictional: invented for tests
"""


def own_catalogue(folder: Path) -> Path:
    """The working catalogue with a name, unit costs and rates of the agency's own."""
    with as_file(files("sursur.reference") / "data/framework/1") as packaged:
        shutil.copytree(packaged, folder)
    about = folder.joinpath("about.csv").read_text("utf-8")
    about = about.replace("Sursur's working catalogue of the groups A, B and C", "Catalogue of a fictional agency")
    about = about.replace("version,1", "version,fictional-1").replace("ours, not official", "fictional, not official")
    folder.joinpath("about.csv").write_text(about, encoding="utf-8")
    folder.joinpath("unit_costs.csv").write_text(UNIT_COSTS, encoding="utf-8")
    folder.joinpath("international_rates.csv").write_text(RATES, encoding="utf-8")
    return folder


def sheet_folder(folder: Path) -> Path:
    """The sheet and its descriptor."""
    folder.mkdir(parents=True)
    folder.joinpath("actions.csv").write_text(SHEET, encoding="utf-8")
    folder.joinpath("actions.csv.sursur.yml").write_text(DESCRIPTOR, encoding="utf-8")
    return folder
