"""The manifest against the running bot: with it no call is refused, without any one scope some call is."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.manifest import read_manifest
from tests.databases import SqliteFiles
from tests.e2e.doings import opens, opens_home, sends_it
from tests.e2e.house import DEE, ERIKA, KIT, MANIFEST, SAM, House, Prepared, fresh_urls, new_sandbox, until

WHOLE = read_manifest(MANIFEST)
BY_CALL = sorted(WHOLE.scopes - {"commands"})  # a command has no method: Slack takes it from the manifest


@pytest.fixture(scope="module")
def prepared(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A team that was set up once."""
    urls = fresh_urls(sqlite_files, tmp_path_factory.mktemp("prepared"))
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, Prepared.make(urls)).result()


async def everything(house: House) -> None:
    """Touch every part of Slack once: the Home, a form, a call, somebody new invited; wait for nothing."""
    dee, admin = await house.person(DEE), await house.person(ERIKA)
    await opens_home(dee)
    await opens(dee, "support.open:top", "home")
    await dee.submits()
    await opens_home(admin)
    await opens(admin, "teams.set_up", "home")
    await admin.types("team", "Second")
    await admin.submits()
    await admin.chooses("people", [KIT])
    await admin.submits()
    await admin.submits()
    await admin.types("server", "IT")
    await admin.submits()
    await admin.submits()


@pytest.fixture
async def lacking(request: pytest.FixtureRequest, prepared: Prepared, tmp_path: Path) -> AsyncIterator[House]:
    """A bot in a workspace that did not give it one of its scopes."""
    sandbox = new_sandbox(manifest=replace(WHOLE, scopes=WHOLE.scopes - {request.param}))
    async with prepared.house(tmp_path, sandbox=sandbox) as running:
        yield running


@pytest.mark.parametrize("lacking", BY_CALL, indirect=True)
async def test_each_scope_is_needed(lacking: House) -> None:
    """Without this one scope something that people do is refused by Slack."""
    await everything(lacking)
    await until(lambda: any(call["error"] == "missing_scope" for call in lacking.our_faults()), 10)


async def test_with_all_of_them_nothing_is_refused(prepared: Prepared, tmp_path: Path) -> None:
    """The same story and a call that is answered, with the manifest as it is: every call goes through."""
    async with prepared.house(tmp_path) as house:
        await everything(house)
        await (await house.person(SAM)).sees("<@U0DEE>", in_="dm")
        dee = await house.person(DEE)
        await dee.closes(everything=True)
        await opens(dee, "support.open:top", "home")
        await sends_it(dee)
        await house.settles(20)
        assert house.our_faults() == []
