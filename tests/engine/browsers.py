"""A real browser, where there is one."""

import shutil

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser():
    """It runs a loop of events in this process, in which other tests that need one could not: not for long, then."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not BROWSER:
        pytest.skip("there is no Chromium")
    with api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def serious_faults(page):
    """What axe-core finds on a page that some people cannot get past."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    found = axe.Axe().run(page).response
    assert len(found["passes"]) > 20
    grave = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
    return [(each["id"], each["nodes"][0]["html"]) for each in grave]
