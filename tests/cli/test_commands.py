"""Every other command, on the starter release."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sursur.cli.commands import COMMANDS, load_command

from .conftest import Sursur

NAMES = (
    ("Brasil", "Brazil"),
    ("肯尼亚", "Kenya"),
    ("مصر", "Egypt"),
    ("Côte d’Ivoire", "Côte d’Ivoire"),
    ("Индия", "India"),
    ("Sudáfrica", "South Africa"),
    ("Éthiopie", "Ethiopia"),
    ("mex", "Mexico"),
)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_its_options(name):
    command = load_command(name)
    assert command.name == name
    assert command.help
    context = command.make_context(name, [], resilient_parsing=True)
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    assert all(record[1] for record in records if record)


def test_the_list_of_commands_says_what_each_command_says(sursur):
    told = " ".join(sursur("--help").out.split())
    for name in COMMANDS:
        first = " ".join((load_command(name).help or "").split("\n\n")[0].split())
        assert f"{name} {first}" in told


def test_an_unknown_command_or_option_is_told_without_a_trace(sursur):
    for arguments in (("flow",), ("flows", "--colour"), ("flows", "--limit", "-1"), ("build", "/nowhere")):
        outcome = sursur(*arguments)
        assert outcome.code == 2
        assert "Traceback" not in outcome.err
        assert "Error" in outcome.err


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_country_is_found_by_its_name_in_any_of_the_languages(sursur, text, name):
    outcome = sursur("country", text)
    assert outcome.code == 0
    assert f"{name}: whom it provides to" in outcome.out
    assert f"{name}: memberships" in outcome.out


def test_an_ambiguous_name_is_refused_with_its_candidates(sursur):
    outcome = sursur("country", "Congo")
    assert outcome.code == 2
    assert "COD" in outcome.err
    assert "COG" in outcome.err


def test_a_country_without_flows_says_so_and_is_no_fault(sursur):
    outcome = sursur("country", "TUV", width=80)
    assert outcome.code == 0
    assert "No flow that is counted." in outcome.out
    assert "-" not in [line.split("more rows")[0].strip("… and") for line in outcome.out.splitlines() if "more" in line]


def test_a_country_as_json_is_one_document(sursur):
    told = sursur("country", "India", "--json").document
    assert told["India: whom it provides to"]
    assert {row["group_id"] for row in told["India: memberships"]} >= {"brics", "g77"}
    assert told["notes"]["Release"]


def test_a_group_is_that_of_the_day(sursur):
    def members(*at: str) -> set[str]:
        told = sursur("group", *at, "--json").document
        standing = next(rows for title, rows in told.items() if title.startswith("brics on"))
        return {row["country"] for row in standing if row["status"] == "member"}

    assert members("brics", "--at", "2009") == {"BRA", "RUS", "IND", "CHN"}
    assert members("brics@2011") == {"BRA", "RUS", "IND", "CHN", "ZAF"}
    assert members("brics", "--at", "2024-06-30") > members("brics@2011")


def test_a_forum_shows_those_it_is_made_up_of(sursur):
    told = sursur("group", "iafs", "--at", "2015").out
    assert "un_african_group" in told or "Kenya" in told


def test_an_unknown_group_or_date_is_a_sentence(sursur):
    assert "Did you mean brics?" in sursur("group", "brcs").sentence
    assert "brics@2015" in sursur("group", "brics", "--at", "then").sentence
    assert sursur("group", "brcs").code == 2


def test_explain_leads_to_the_file_and_the_row(sursur):
    flow_id = sursur("flows", "--rows", "--source", "oecd-dac2a", "--limit", "1", "--json").document["rows"][0][
        "flow_id"
    ]
    told = sursur("explain", flow_id, width=80).out
    for word in ("dac2a_totals.csv.gz", "row", "form_reason", "count_reason", "licence", "sha256"):
        assert word in told
    assert sursur("explain", flow_id[:16]).code == 2
    assert "Several flows" in sursur("explain", flow_id[:16]).sentence
    assert "sursur flows --rows" in sursur("explain", "nothing").sentence


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("command", ["sources", "problems", "releases", "check"])
def test_tables_fit_the_terminal(sursur, command, width):
    lines = sursur(command, width=width).out.splitlines()
    assert all(len(line) <= width for line in lines)


def test_sources_account_for_their_records(sursur):
    rows = sursur("sources", "--json").document["rows"]
    assert {row["dataset"] for row in rows} >= {"oecd-dac2a", "aiddata-research-release-flows"}
    for row in rows:
        assert row["rows_read"] == row["rows_kept"] + row["rows_rejected"]
        assert row["licence"]
        assert row["publisher"]


def test_problems_are_counted_by_code_or_listed_with_their_place(sursur):
    counted = sursur("problems", "--json").document["rows"]
    for row in counted:
        listed = sursur("problems", "--rows", "--code", row["code"], "--source", row["dataset"], "--json").document[
            "rows"
        ]
        assert len(listed) == row["problems"]
    unknown = sursur("problems", "--code", "nothing-wrong")
    assert unknown.code == 2
    assert sursur("problems", "--source", "nobody").code == 2


def test_check_passes_on_the_starter_release(sursur):
    outcome = sursur("check", "--json")
    assert outcome.code == 0
    assert all(row["passed"] for row in outcome.document["rows"] if row["severity"] == "error")


def test_find_and_calendar_speak_of_named_things(sursur):
    assert "Buenos Aires" in sursur("find", "buenos", "aires", "plan").out
    assert "12" in sursur("calendar", "2026").out


def test_fetch_lists_what_there_is_and_refuses_what_there_is_not(sursur, tmp_path):
    rows = {row["dataset"]: row for row in sursur("fetch", "--list", "--json").document["rows"]}
    assert "oecd-dac2a" in rows
    assert all(row["page"] for row in rows.values())
    assert "fetch --list" in sursur("fetch").sentence
    unknown = sursur("fetch", "oecd-dac2b", "--into", str(tmp_path))
    assert unknown.code == 2
    assert "oecd" in unknown.sentence
    assert not list(tmp_path.iterdir())


@pytest.fixture
def copied_home(starter_home: Path, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    shutil.copytree(starter_home, home)
    return home


def test_verify_says_whole_or_what_is_damaged(sursur: Sursur, copied_home: Path):
    assert "is whole" in sursur("verify", home=copied_home).out
    folder = next(copied_home.glob("releases/*"))
    flow = folder / "flow.parquet"
    flow.chmod(0o644)
    content = bytearray(flow.read_bytes())
    content[len(content) // 2] ^= 1
    flow.write_bytes(content)
    (folder / "country.parquet").unlink()
    (folder / "stranger.txt").write_text("x")
    outcome = sursur("verify", home=copied_home)
    assert outcome.code == 1
    for words in ("flow.parquet has other content", "country.parquet is missing", "stranger.txt does not belong"):
        assert words in outcome.sentence


def test_gc_keeps_the_current_release_and_what_it_needs(sursur: Sursur, copied_home: Path):
    (copied_home / "releases" / ".unfinished-x").mkdir()
    (copied_home / "readings" / ".partial-x").mkdir()
    before = sursur("releases", "--json", home=copied_home).document["rows"]
    outcome = sursur("gc", "--keep", "1", home=copied_home)
    assert outcome.code == 0
    assert ".unfinished-x" in outcome.out
    assert sursur("releases", "--json", home=copied_home).document["rows"] == before
    assert sursur("verify", home=copied_home).code == 0
    assert sursur("gc", home=copied_home).out.startswith("0 removed")


def test_a_home_without_a_release_says_how_to_make_one(sursur: Sursur, tmp_path: Path):
    for command in (("flows",), ("country", "KEN"), ("sources",), ("verify",), ("check",), ("serve",)):
        outcome = sursur(*command, home=tmp_path)
        assert outcome.code == 2
        assert "sursur build" in outcome.sentence
    assert "sursur build" in sursur("releases", home=tmp_path).out


def test_a_setting_that_does_not_fit_names_its_variable(sursur: Sursur, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SURSUR_THREADS", "many")
    outcome = sursur("flows")
    assert outcome.code == 2
    assert "SURSUR_THREADS" in outcome.sentence


def test_the_shell_completes_commands():
    program = "import sys; sys.argv[0] = 'sursur'; from sursur.cli import main; main()"
    asked = {"_SURSUR_COMPLETE": "complete_bash", "COMP_WORDS": "sursur fl", "COMP_CWORD": "1"}
    environment = {**os.environ, **asked, "_TYPER_COMPLETE_ARGS": "sursur fl"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["flows"]


def test_a_pipe_that_is_closed_early_is_no_fault(starter_home: Path):
    command = (
        f"{sys.executable} -m sursur flows --by provider,recipient,year --limit 0 --home {starter_home} | head -n 2"
    )
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("Flows")
