"""Settings come from the environment, once, and a value that does not fit names its variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from sursur.errors import UsageError
from sursur.settings import Settings, read_settings


def test_without_variables_the_defaults_hold() -> None:
    assert read_settings({}) == Settings()


def test_variables_bear_the_names_of_the_settings() -> None:
    settings = read_settings({"SURSUR_HOME": "/data/sursur", "SURSUR_BASE_YEAR": "2015", "SURSUR_MEMORY_LIMIT": "1GB"})
    assert (settings.home, settings.base_year, settings.memory_limit) == (Path("/data/sursur"), 2015, "1GB")


def test_an_agencys_own_catalogue_is_a_folder() -> None:
    assert read_settings({"SURSUR_FRAMEWORK": "catalogue"}).framework == Path("catalogue")
    assert read_settings({}).framework is None


def test_a_number_that_is_none_names_its_variable() -> None:
    with pytest.raises(UsageError, match="SURSUR_WORKERS='many' is not a whole number"):
        read_settings({"SURSUR_WORKERS": "many"})
