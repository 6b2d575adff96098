"""The page in a real Chromium, with the net switched off and the console watched."""

import os
import shutil
from types import SimpleNamespace

import explore_frames as frames
import pytest

from bigblur.explorer.page import render

pytestmark = pytest.mark.browser

# Software rendering stands in for the graphics card that a test machine lacks; a person's browser needs no flag.
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]
NO_WEBGL = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-background-networking"]
DRIVER_NOISE = "GPU stall due to ReadPixels"  # swiftshader on reading back what is under the pointer


def found(what):
    if os.environ.get("BIGBLUR_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what}, and BIGBLUR_REQUIRE_BROWSER=1 asks for it")
    pytest.skip(what)


@pytest.fixture(scope="module")
def chromium():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found("the Python package playwright is not installed")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        found("no chromium, chromium-browser or google-chrome on the PATH")
    with sync_playwright() as playwright:
        yield lambda flags: playwright.chromium.launch(executable_path=path, args=flags)


@pytest.fixture(scope="module")
def html_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("explore") / "graph.html"
    about = {frames.SCRIPT: frames.SCRIPT}
    text = render(frames.nodes(), frames.ties(), title=frames.SCRIPT, about=about, size_by="degree")
    path.write_text(text, encoding="utf-8")
    return path


def opened(browser, html_file):
    context = browser.new_context(viewport={"width": 1400, "height": 860})
    context.set_offline(True)
    seen = SimpleNamespace(requests=[], console=[], errors=[])

    def gate(route):
        route.continue_() if route.request.url.startswith("file://") else route.abort()

    context.route("**/*", gate)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.console.append((message.type, message.text)))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.goto(html_file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    return page, seen


@pytest.fixture(scope="module")
def browser(chromium):
    browser = chromium(FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def page(browser, html_file):
    page, seen = opened(browser, html_file)
    yield page
    loud = [line for line in seen.console if line[0] in {"error", "warning"} and DRIVER_NOISE not in line[1]]
    pwned = page.evaluate("window.__pwned")
    page.context.close()
    assert loud == []
    assert seen.errors == []
    assert [url for url in seen.requests if not url.startswith(("file://", "data:"))] == []
    assert pwned is None


def settle(page):
    """Wait until what was asked is drawn: two frames, however slow the machine."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))")


def pick(page, words):
    page.fill("#search", words)
    page.wait_for_selector("#results li[role=option]")
    page.keyboard.press("Enter")


def test_a_korean_name_leads_to_the_source_of_a_tie(page):
    page.fill("#search", "샤오미")
    page.click("#results li[role=option]")
    assert page.inner_text("#panel h2") == "Xiaomi"
    assert "小米" in page.inner_text("#panel .aliases")
    page.click("#panel .tie:has-text('2014')")
    panel = page.inner_text("#panel")
    for words in ("INVESTED_IN", "page 51, line 8", "샤오미는 화미에 투자", frames.SOURCE_TITLE, "2014"):
        assert words in panel
    page.click("#panel .ends button:has-text('Huami')")
    assert page.inner_text("#panel h2") == "Huami"
    page.click("#panel button:has-text('back')")
    assert "page 51, line 8" in page.inner_text("#panel")


def test_a_tie_shows_amount_dates_and_deal(page):
    pick(page, "akva")
    page.click("#panel .tie:has-text('Sperre')")
    panel = page.inner_text("#panel")
    for words in (
        "90,000,000 NOK",
        "NOK 90 million",
        "2016-11-01 to 2016-11-30",
        "section 4.2, table 3, row 7",
        "stake as printed",
    ):
        assert words in panel
    page.click("#panel dl button:has-text('acquires')")
    assert page.inner_text("#panel h2") == "AKVA Group acquires Sperre"


def test_the_search_is_used_by_keys_alone(page):
    page.keyboard.press("/")
    page.keyboard.type("s")
    first = page.get_attribute("#search", "aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = page.get_attribute("#search", "aria-activedescendant")
    assert first == "result-0"
    assert second == "result-1"
    assert page.get_attribute("#result-1", "aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.is_hidden("#results")
    page.fill("#search", "no such name")
    assert "No name" in page.inner_text("#results")
    pick(page, "UNI-AQUA")
    assert page.inner_text("#panel h2") == "UNI Aqua"
    page.keyboard.press("Escape")
    assert "How to read it".upper() in page.inner_text("#panel").upper()


def test_the_years_filter_the_ties(page):
    def drawn():
        return int(page.inner_text("#counts").split(" nodes, ")[1].split()[0])

    settle(page)
    everything = drawn()
    page.uncheck("#undated")
    settle(page)
    dated = drawn()
    assert dated < everything
    thumb = page.locator("#to").bounding_box()
    y = thumb["y"] + thumb["height"] / 2
    page.mouse.move(thumb["x"] + thumb["width"] - 8, y)
    page.mouse.down()
    page.mouse.move(thumb["x"] + thumb["width"] * 0.4, y, steps=6)
    page.mouse.up()
    settle(page)
    assert page.inner_text("#span") != "2007 – 2016"
    assert 0 < drawn() < dated
    page.focus("#to")
    page.keyboard.press("Home")
    settle(page)
    assert page.inner_text("#span") == "2007"
    assert drawn() == 1
    page.click("#reset")
    settle(page)
    assert drawn() == everything
    assert page.inner_text("#span") == "2007 – 2016"


def test_playing_moves_through_the_years(page):
    page.click("#play")
    page.wait_for_selector("#span:has-text('2009')")
    page.click("#play")
    assert page.get_attribute("#play", "aria-label") == "Play the years"


def test_classes_and_industries_count_and_filter(page):
    def shown():
        return int(page.inner_text("#counts").split()[0])

    before = shown()
    deals = page.get_by_label("Deal")
    assert not deals.is_checked()
    deals.check()
    settle(page)
    assert shown() == before + 1
    fisheries = page.locator("#industries button", has_text="Fisheries")
    assert fisheries.inner_text().split() == ["Fisheries", "2"]
    fisheries.click()
    assert page.locator("#industries button", has_text="Fisheries").get_attribute("aria-pressed") == "true"
    page.check("#hide-faint")
    settle(page)
    assert shown() < before
    page.click("#all-industries")
    settle(page)
    assert shown() > before - 2


def test_a_node_is_expanded_to_hidden_classes_and_folded(page):
    def shown():
        return int(page.inner_text("#counts").split()[0])

    before = shown()
    pick(page, "화미")
    page.click("#panel button.primary")
    assert shown() == before + 1  # the product
    page.click("#panel button:has-text('Fold')")
    assert shown() == before


def test_nodes_and_lines_of_the_drawing_are_clicked(page):
    pick(page, "sperre")
    page.wait_for_timeout(700)  # the camera has come to rest with the node in the middle
    page.keyboard.press("Escape")
    box = page.locator("#graph").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.click(*middle)
    assert page.inner_text("#panel h2") == "Sperre AS"
    page.wait_for_timeout(500)
    page.mouse.dblclick(*middle)
    page.wait_for_selector("#panel button:has-text('Fold')")


def test_a_line_of_the_drawing_is_clicked(browser, tmp_path):
    nodes, ties = frames.nodes(), frames.ties()
    nodes = nodes[nodes["id"].isin(["firm/xiaomi", "firm/huami"])].assign(industry=None)
    ties = ties[ties["type"].eq("ACQUIRED") | ties["type"].eq("INVESTED_IN")]
    ties = ties[ties["source"].eq("firm/xiaomi")]
    path = tmp_path / "two.html"
    path.write_text(render(nodes, ties, title="Two", about={}), encoding="utf-8")
    page, seen = opened(browser, path)
    page.wait_for_timeout(300)
    box = page.locator("#graph").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # half way between the only two nodes
    page.wait_for_selector("#panel:has-text('2 ties on this line')")
    page.click("#panel .tie:has-text('2015')")
    assert "page 51, line 9" in page.inner_text("#panel")
    page.context.close()
    assert seen.errors == []


def test_the_focus_stays_on_the_line_of_the_legend(page):
    for selector in ("#classes input >> nth=0", "#industries button >> nth=1", "#types input >> nth=0"):
        page.focus(selector)
        key = page.evaluate("document.activeElement.dataset.key")
        page.keyboard.press("Space")
        assert key
        assert page.evaluate("document.activeElement.dataset.key") == key


def test_hostile_names_are_text_and_nothing_more(page):
    for words, expected in (
        ("__pwned = 1", frames.SCRIPT),
        ("onerror", frames.HOSTILE["firm/image"]),
        ("{{data}}", frames.HOSTILE["firm/comment"]),
    ):
        pick(page, words)
        assert page.text_content("#panel h2") == expected
    pick(page, "LLLLL")
    assert len(page.text_content("#panel h2")) == 10_000
    assert page.text_content("#result-0 .name").endswith("…")
    pick(page, "שלום")
    assert page.get_attribute("#panel h2 bdi", "dir") == "auto"
    pick(page, "solarcity")
    page.click("#panel .tie:has-text('2016')")
    assert frames.SCRIPT in page.inner_text("#panel")
    assert page.text_content("h1") == frames.SCRIPT
    assert page.locator("img, iframe, main script").count() == 0


def test_a_picture_is_saved(page, tmp_path):
    with page.expect_download() as download:
        page.click("#picture")
    path = tmp_path / "picture.png"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size > 10_000


def test_without_webgl_search_and_sources_still_work(chromium, html_file):
    browser = chromium(NO_WEBGL)
    page, _ = opened(browser, html_file)
    assert "WebGL" in page.inner_text("#message")
    pick(page, "샤오미")
    page.click("#panel .tie:has-text('2014')")
    assert "page 51, line 8" in page.inner_text("#panel")
    browser.close()
