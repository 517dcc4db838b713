"""The note that travels with every table."""

from __future__ import annotations

from sursur.answers import FlowQuery, notes, parse_group
from sursur.answers.notes import filters_in_words


def test_filters_are_said_as_they_were_set():
    assert filters_in_words(FlowQuery()) == "none"
    query = FlowQuery(
        providers=("BRA", "IND"), recipient_group=parse_group("au@2015"), year_from=2010, measure="oda_net"
    )
    assert filters_in_words(query) == (
        "providers=BRA,IND; recipient_group=au@2015-12-31; year_from=2010; measure=oda_net"
    )


def test_the_note_names_release_prices_stage_south_counting_and_sources(release):
    told = notes(release, FlowQuery(providers=("CHN",)))
    labels = [label for label, _ in told]
    assert labels[:6] == ["Release", "Filters", "Money", "Stage", "South", "Counting"]
    texts = dict(told)
    assert texts["Release"] == release.release_id
    assert "2022" in texts["Money"]
    assert "each flow once" in texts["Counting"]
    assert all(label == "Source" for label in labels[6:])


def test_only_sources_behind_the_answer_are_named(release):
    every = [text for label, text in notes(release, FlowQuery()) if label == "Source"]
    some = [text for label, text in notes(release, FlowQuery(sources=("oecd-dac2a",))) if label == "Source"]
    assert len(some) == 1
    assert "OECD" in some[0]
    assert set(some) < set(every)


def test_every_telling_is_a_warning(release):
    assert "do not add up" in dict(notes(release, FlowQuery(counted=False)))["Counting"]
    assert "do not read" in dict(notes(release, FlowQuery(stage="any")))["Stage"]
