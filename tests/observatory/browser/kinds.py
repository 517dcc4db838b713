"""One address of each kind of page, and which kinds there are."""

from __future__ import annotations

from tests.observatory.conftest import DAC

PAGES = (
    "/",
    "/?view=flows&up=south",
    "/countries",
    "/country/KEN",
    "/country/FRA",
    "/pair/CHN-KEN",
    "/provider/org:isdb",
    "/groups",
    "/group/brics?at=2024-06-30",
    "/flows?provider=CHN",
    "/flow/flow0000",
    "/sources",
    f"/source/{DAC}",
    "/problems",
    "/methods",
    "/measures",
    "/measure/corridors",
    "/grant-element",
    "/knowledge?q=buenos",
    "/instrument/bapa-1978",
    "/event/un-day-ssc",
    "/initiative/bri",
    "/calendar?at=2011",
    "/about",
    "/offline",
    "/search?q=kenia",
    "/sectors",
    "/sector/110",
    "/goals",
    "/goal/3",
    "/crises",
    "/crisis/covid-19",
    "/gaps",
    "/explore",
    "/group/brics/what-if?add=KEN",
    "/nothing",
)
