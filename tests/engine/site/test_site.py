"""The site: made of the course's own files, without a broken link and without a request to another host."""

import json
import re
import socketserver
import subprocess
import threading
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler
from typing import ClassVar
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from kata.course.hints import hints_of
from kata.course.stages import ROOT, STAGES
from kata.errors import OutputError, SiteError
from kata.site import build, pages, sources
from tests.engine.browsers import BROWSER, browser, serious_faults  # noqa: F401

QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=4000"),
)
every_stage = pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.module)


class Links(HTMLParser):
    """What a page names: addresses, and the places in it that others may name."""

    def __init__(self, text):
        super().__init__()
        self.found, self.loaded, self.ids, self.alts = [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.ids |= {named["id"]} if "id" in named else set()
        addresses = [named[name] for name in ("href", "src") if named.get(name)]
        self.found += addresses
        self.loaded += addresses if tag != "a" else []
        self.alts += [named.get("alt")] if tag == "img" else []


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("material", reason="the extra [site] is not installed")
    folder = tmp_path_factory.mktemp("site") / "eine Seite ✓"
    assert build.build_site(folder) == len(STAGES) + 3
    return folder


@pytest.fixture(scope="module")
def read(site):
    return {file: Links(file.read_text(encoding="utf-8")) for file in site.glob("*.html") if file.name != "404.html"}


def test_every_link_leads_to_a_page_and_a_place_that_are_there(read):
    broken = []
    for file, links in read.items():
        for link in links.found:
            path, place = urldefrag(link)
            target = (file.parent / unquote(path)).resolve() if path else file
            if urlsplit(link).scheme or (not path and not place):
                continue
            if not target.exists() or (place and target in read and unquote(place) not in read[target].ids):
                broken.append((file.name, link))
    assert broken == []


def test_no_page_and_no_style_names_another_host_to_load_from(site, read):
    assert [link for links in read.values() for link in links.loaded if urlsplit(link).netloc] == []
    styles = "".join(file.read_text(encoding="utf-8") for file in site.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", styles) == []


def test_every_picture_has_words(read):
    alts = [alt for links in read.values() for alt in links.alts]
    assert len(alts) == 9
    assert all(alts)


class Strict(SimpleHTTPRequestHandler):
    """Serves files, and has the browser report each address that a page asks of another host."""

    reports: ClassVar[list[str]] = []

    def end_headers(self):
        own = "default-src 'self' 'unsafe-inline' data: blob:; report-uri /report"
        self.send_header("Content-Security-Policy", own)
        super().end_headers()

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.reports.append(json.loads(text)["csp-report"]["blocked-uri"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def look_at(address, profile):
    command = [BROWSER, *QUIET, f"--user-data-dir={profile}", "--dump-dom", address]
    return subprocess.run(command, check=True, capture_output=True, timeout=90, text=True).stdout


@pytest.mark.skipif(not BROWSER, reason="there is no Chromium")
def test_a_page_in_a_real_browser_asks_no_other_host(site, tmp_path):
    (site / "control.html").write_text("<img src='http://other.invalid/a.png'>", encoding="utf-8")
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), partial(Strict, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        looked_at = "index.html", "stage02.html?q=kernel", "draw/index.html"
        seen = [look_at(f"{address}/{page}", tmp_path) for page in looked_at]
        Strict.reports, asked = [], Strict.reports
        look_at(f"{address}/control.html", tmp_path)
        server.shutdown()
    (site / "control.html").unlink()
    assert asked == []
    assert "js-focus-visible" in seen[0] or "data-md-component" in seen[0]  # its script ran
    assert "by the formulas of stages 02-04" in seen[2]
    assert [urlsplit(each).netloc for each in Strict.reports] == ["other.invalid"]


@pytest.fixture(scope="module")
def address(site):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), partial(Strict, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def page(browser):  # noqa: F811
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("name", ["index.html", "stage02.html", "stage12.html", "instructors.html", "draw/index.html"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_a_page_fits_and_axe_finds_nothing_serious(page, address, name, width, scheme):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/{name}")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_faults(page) == []


def test_with_the_keyboard_alone_one_finds_a_word_and_opens_a_hint(page, address):
    page.goto(f"{address}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("Hadamard")
    page.wait_for_selector(".md-search-result__item a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stage*.html*")
    page.goto(f"{address}/stage02.html")
    fold = page.locator("details").first
    assert fold.get_attribute("open") is None
    for _ in range(200):
        if page.evaluate("document.activeElement === document.querySelector('details > summary')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert fold.get_attribute("open") is not None


def test_a_page_of_a_stage_has_all_its_parts(site):
    text = (site / "stage02.html").read_text(encoding="utf-8")
    for part in ("By hand", "In a picture", "The laws", "What goes wrong", "A solution"):
        assert f">{part}<" in text
    assert "return 1 / (1 + torch" not in text.replace("<", " <").split("A solution")[0]


def test_the_page_to_draw_on_is_a_part_of_the_site(site, read):
    assert "draw/index.html" in read[site / "index.html"].found
    page = Links((site / "draw" / "index.html").read_text(encoding="utf-8"))
    assert [name for name in page.found if ":" not in name and not (site / "draw" / name).is_file()] == []


def test_the_search_finds_what_is_in_a_lesson(site):
    found = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert any("Hadamard product" in each["text"] for each in found)


@every_stage
def test_every_law_hint_and_misconception_is_on_the_page(stage):
    jupytext = pytest.importorskip("jupytext")
    page = pages.page_of(stage, jupytext.reads(pages.lesson_text(stage), fmt="py:percent").cells)
    assert all(pages.plain(law.text) in page for law in sources.laws(stage))
    assert all(pages.plain(hint) in page for levels in hints_of(stage).values() for hint in levels)
    assert all(pages.plain(each.believed) in page for each in sources.misconceptions(stage))
    assert page.count("Believed: ") == len(list((ROOT / "misconceptions" / stage.module).glob("*.py")))


def test_a_text_with_marks_means_only_itself():
    assert pages.plain("a * b * c, `x * y`, __init__ <b> [1] &") == (
        r"a \* b \* c, `x * y`, \_\_init\_\_ &lt;b&gt; \[1\] &amp;"
    )


def test_a_readme_without_its_parts_is_refused(tmp_path):
    (tmp_path / "README.md").write_text("# A\n\n## For learners\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"README\.md needs the parts For learners"):
        sources.readme(tmp_path / "README.md")


def test_a_misconception_that_does_not_say_what_it_is_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "misconceptions" / STAGES[0].module
    folder.mkdir(parents=True)
    (folder / "silent.py").write_text('"""Nothing."""\n', encoding="utf-8")
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    monkeypatch.setattr(sources, "laws_of_stage", lambda stage: {})
    with pytest.raises(SiteError, match=r"silent\.py does not say Believed"):
        list(sources.misconceptions(STAGES[0]))


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError, match="holds something else than a site"):
        build.build_site(tmp_path)
    with pytest.raises(OutputError, match="is no folder"):
        build.build_site(tmp_path / "thesis.txt")
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_without_the_extra_a_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "find_spec", lambda name: None)
    with pytest.raises(SiteError, match=r"pip install -c constraints\.txt -e '\.\[site\]'"):
        build.build_site(tmp_path / "site")


def test_a_broken_link_in_a_lesson_stops_the_build(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "start_page", lambda: "# Start\n\n[nowhere](nowhere.md)\n")
    monkeypatch.setattr(build, "draw_pictures", lambda target, into: [])
    monkeypatch.setattr(build, "write_static", lambda folder, digits: None)
    with pytest.raises(SiteError, match=r"nowhere\.md"):
        build.build_site(tmp_path / "site")
    assert not (tmp_path / "site").exists()
