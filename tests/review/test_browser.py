"""The review page in a real browser: filters, decisions, export, import, size, and hostile text."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace

import pytest

from chenyan.review import merge_decisions, review_pages
from chenyan.review.data import review_data
from chenyan.review.page import render_pages
from chenyan.types import Span

pytestmark = pytest.mark.browser
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
DRIVER = shutil.which("chromedriver")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("no Chromium with its driver here (Debian: apt install chromium chromium-driver)")
    from selenium.webdriver.chrome.service import Service

    folder = tmp_path_factory.mktemp("browser")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1366,900",
    ):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={folder / 'profile'}")
    options.add_experimental_option("prefs", {"download.default_directory": str(folder / "downloads")})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.downloads = folder / "downloads"
    driver.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(driver.downloads)})
    yield driver
    driver.quit()


SET = """
const box = document.getElementById(arguments[0]);
box.value = arguments[1];
box.dispatchEvent(new Event(arguments[2]));
"""


class Page:
    """What the tests do with a page."""

    def __init__(self, driver, path):
        self.driver = driver
        self.path = path
        driver.get_log("browser")
        driver.get(path.as_uri())

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def text(self, selector):
        return self.js("return document.querySelector(arguments[0]).textContent", selector)

    def choose(self, name, value):
        self.js(SET, name, value, "change")

    def search(self, words):
        self.js(SET, "q", words, "input")
        time.sleep(0.3)

    def keys(self, keys):
        self.find("body").send_keys(keys)

    def codes(self):
        return self.js("return [...document.querySelectorAll('.row .code')].map(n => n.textContent)")

    def name_coder(self, name):
        self.choose("coder", name)

    def errors(self):
        return [entry for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def download(self, button, ending):
        for old in self.driver.downloads.glob("*"):
            old.unlink()
        self.find(button).click()
        for _ in range(100):
            done = list(self.driver.downloads.glob("*" + ending))
            if done and done[0].stat().st_size:  # the name is there before the words are
                return done[0]
            time.sleep(0.05)
        raise AssertionError("nothing was downloaded")


@pytest.fixture
def open_page(browser, tmp_path):
    def opened(pages, name="review.html"):
        for file, data in pages.items():
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_bytes(data)
        page = Page(browser, tmp_path / name)
        page.js("localStorage.clear()")
        browser.get((tmp_path / name).as_uri())
        return page

    return opened


@pytest.fixture
def page(open_page, made):
    return open_page(review_pages(made.make_audit(4, 7)))


# --- reading


def test_a_flag_is_shown_in_its_context_with_the_evidence_marked(page, made):
    page.choose("f-code", "Y02")
    assert page.text("#detail .quote mark") == "2021年"
    assert page.text("#detail .quote").startswith("第1镇人民政府2021年政府信息公开工作年度报告")
    assert "第1条说明" in page.text("#detail .lead")
    assert page.errors() == []


def test_filters_narrow_the_list_and_combine(page):
    assert page.text("#count") == "56 条"
    page.choose("f-code", "B01")
    assert set(page.codes()) == {"B01"}
    page.choose("f-year", "=2022")
    page.choose("f-severity", "medium")
    shown = page.codes()
    assert len(shown) == 2
    assert page.text("#count") == "2 条，共 56 条"
    page.find("#clear").click()
    assert page.text("#count") == "56 条"


def test_search_finds_words_of_text_and_message_and_all_must_be_there(page):
    page.search("第2镇 加强业务")
    assert len(page.codes()) == 14
    page.search("第2镇 没有这个词")
    assert page.codes() == []
    assert page.find("#none").is_displayed()


def test_a_bar_of_the_overview_filters(page):
    bar = page.find("#chart-agency .barrow")
    bar.click()
    assert page.text("#count") == "14 条，共 56 条"
    assert bar.get_attribute("aria-pressed") == "true"


def test_sorting_by_severity_puts_high_first(page):
    page.choose("sort", "severity")
    order = page.js("return [...document.querySelectorAll('.row .badge')].map(n => n.className.split(' ')[1])")
    assert order == sorted(order, key=["high", "medium", "low", "info"].index)


def test_pages_of_two_hundred(open_page, made):
    page = open_page(review_pages(made.make_audit(15, 7)))
    assert len(page.codes()) == 200
    page.find("#next").click()
    assert len(page.codes()) == 10
    assert page.text("#page-text") == "201–210"
    page.keys("k")
    assert page.text("#page-text") == "1–200"


def test_the_broken_cell_is_marked_in_its_table(open_page, made):
    page = open_page(review_pages(made.table_audit()))
    assert page.text(".grid td.bad") == "4"
    assert [cell.text for cell in page.all(".grid td.near")] == ["2", "1", "0", "0"]


def test_a_reused_passage_stands_beside_its_source_with_the_differences_marked(open_page, made):
    from chenyan.auditing.result import Audit, Flags, Skips
    from chenyan.auditing.settings import Settings

    audit = made.make_audit(1, 3)
    source, here = (
        Span(report.report_id, report.text.rindex("年，") - 4, len(report.text) - 1) for report in audit.corpus
    )
    flag = replace(audit.flags[0], code="B01", evidence=here, related=(source,))
    page = open_page(review_pages(Audit(audit.corpus, Flags([flag], audit.corpus), Skips([]), Settings(select=("L",)))))
    assert page.text(".two del") == "1"
    assert page.text(".two ins") == "2"
    assert "town-001-2021" in page.text(".two .cap")


def test_the_interface_switches_to_english_and_back(page):
    page.find("#language").click()
    assert page.text("h1") == "Review of flags"
    assert page.text("#count") == "56 flags"
    assert page.js("return document.documentElement.lang") == "en"
    assert "Message" in page.text("#detail .lead")
    words = page.js("return [...document.querySelectorAll('[data-t]')].map(n => n.textContent)")
    assert not [word for word in words if any("\u4e00" <= char <= "\u9fff" for char in word)]
    page.find("#language").click()
    assert page.text("h1") == "标记复核"


def test_every_text_of_the_interface_has_both_languages():
    import re
    from importlib.resources import files

    folder = files("chenyan.review") / "templates"
    script, html = (folder / "page.js").read_text("utf-8"), (folder / "page.html.j2").read_text("utf-8")
    zh, en = script.split("    en: {")[0].split("    zh: {")[1], script.split("    en: {")[1].split("\n    }\n")[0]
    keys = [set(re.findall(r'(?:^|, |\s)(\w+): "', part)) for part in (zh, en)]
    assert keys[0] == keys[1]
    used = set(re.findall(r'data-[tl]="(\w+)"', html)) | set(re.findall(r'\bt\("(\w+)"[,)]', script))
    assert used <= keys[0]
    assert {"s_" + name for name in ("report", "severity", "confidence", "rule", "year")} <= keys[0]


# --- deciding


def test_keys_decide_move_and_undo(page):
    page.name_coder("甲")
    page.keys("1")
    assert page.find("#decide-right").get_attribute("aria-pressed") == "true"
    page.keys("j")
    page.keys("2")
    page.keys("j")
    page.keys("3")
    marks = page.js("return [...document.querySelectorAll('.row .mine')].slice(0, 3).map(n => n.textContent)")
    assert marks == ["正确", "误报", "存疑"]
    assert page.text("#progress-text").startswith("已决定 3 / 56")
    page.keys("0")
    assert page.text("#progress-text").startswith("已决定 2 / 56")
    page.keys("k")
    assert page.find("#decide-wrong").get_attribute("aria-pressed") == "true"


def test_a_decision_without_a_name_is_not_taken(page):
    page.keys("1")
    assert page.text("#progress-text") == "已决定 0 / 56"
    assert page.find("#warning").is_displayed()
    assert page.js("return document.activeElement.id") == "coder"


def test_typing_a_note_is_not_deciding(page):
    page.name_coder("甲")
    page.keys("n")
    assert page.js("return document.activeElement.id") == "note"
    page.find("#note").send_keys("12 jk")
    page.js("document.activeElement.blur()")
    assert page.text("#progress-text") == "已决定 0 / 56"
    page.driver.refresh()
    assert page.js("return document.getElementById('note').value") == "12 jk"


def test_decisions_stay_over_a_reload_and_apart_by_coder(page):
    page.name_coder("甲")
    page.keys("1")
    page.driver.refresh()
    assert page.text("#progress-text").startswith("已决定 1 / 56")
    page.name_coder("乙")
    assert page.text("#progress-text") == "已决定 0 / 56"
    page.name_coder("甲")
    assert page.text("#progress-text").startswith("已决定 1 / 56")


def test_decisions_of_an_earlier_run_appear_on_the_same_flags_of_a_later_one(page, made, tmp_path):
    page.name_coder("甲")
    page.keys("1")
    first = page.js("return JSON.parse(document.getElementById('data').textContent).flags[0][0]")
    later = tmp_path / "later.html"
    later.write_bytes(review_pages(made.make_audit(4, 5, shift=30))["review.html"])
    page.driver.get(later.as_uri())
    known = page.js("return JSON.parse(document.getElementById('data').textContent).flags.map(f => f[0])")
    assert page.text("#progress-text").startswith(f"已决定 {int(first in known)} / 40")
    assert first in known
    page.name_coder("乙")
    assert page.text("#progress-text") == "已决定 0 / 40"


def test_the_filter_by_decision(page):
    page.name_coder("甲")
    page.keys("1")
    page.keys("j")
    page.keys("2")
    page.choose("f-decision", "wrong")
    assert len(page.codes()) == 1
    page.choose("f-decision", "open")
    assert len(page.codes()) == 54


def test_export_as_json_and_csv_is_what_merging_reads(page, tmp_path):
    page.name_coder("甲")
    page.keys("1")
    page.keys("j")
    page.keys("2")
    page.keys("n")
    page.find("#note").send_keys('=1+1, "引号"')
    page.js("document.activeElement.blur()")
    from_json = merge_decisions([page.download("#export-json", ".json")])
    from_csv = merge_decisions([page.download("#export-csv", ".csv")])
    assert [(d.coder, d.decision, d.note) for d in from_json.records] == [
        (d.coder, d.decision, d.note) for d in from_csv.records
    ]
    assert sorted(d.decision for d in from_json.records) == ["right", "wrong"]
    assert {d.note for d in from_json.records} == {"", '=1+1, "引号"'}
    assert {d.coder for d in from_json.records} == {"甲"}


def test_import_brings_decisions_back_and_shows_conflicts(page, tmp_path):
    page.name_coder("甲")
    page.keys("1")
    page.keys("j")
    page.keys("2")
    data = json.loads(page.download("#export-json", ".json").read_text(encoding="utf-8"))
    data["decisions"][0].update(decision="unsure", time="2999-01-01T00:00:00Z", note="再看")
    data["decisions"].append(
        {"fingerprint": "f" * 16, "decision": "right", "code": "Y02", "report_id": "x", "time": "2"}
    )
    path = tmp_path / "back.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    page.js("document.getElementById('file').hidden = false")
    page.find("#file").send_keys(str(path))
    time.sleep(0.3)
    assert "1 条与本页不同" in page.text("#warning")
    assert "存疑 1" in page.text("#progress-text")
    merged = merge_decisions([page.download("#export-json", ".json")])
    assert len(merged.records) == 3  # the one on a flag that this page lacks is not lost
    assert len(merged.superseded) == 1  # nor the one that was overruled


def test_a_file_that_is_no_decisions_is_refused_and_changes_nothing(page, tmp_path):
    page.name_coder("甲")
    page.keys("1")
    path = tmp_path / "bad.json"
    path.write_text('{"format": "else"}', encoding="utf-8")
    page.js("document.getElementById('file').hidden = false")
    page.find("#file").send_keys(str(path))
    time.sleep(0.3)
    assert "无法导入" in page.text("#warning")
    assert page.text("#progress-text").startswith("已决定 1 / 56")


def test_without_storage_the_page_warns_and_still_exports(open_page, made, browser):
    block = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
    page = open_page(review_pages(made.make_audit(1, 2)))
    handle = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": block})
    try:
        browser.refresh()
        assert "不允许本页保存" in page.text("#warning")
        page.name_coder("甲")
        page.keys("1")
        assert page.text("#progress-text").startswith("已决定 1 / 4")
        assert len(merge_decisions([page.download("#export-json", ".json")]).records) == 1
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", handle)


# --- size, safety, access


def test_twenty_thousand_flags_load_and_filter_quickly(open_page, made):
    data = review_data(made.make_audit(100, 7))
    many = [[f"{at:016x}", *data["flags"][at % len(data["flags"])][1:]] for at in range(20_000)]
    started = time.perf_counter()
    page = open_page(render_pages({**data, "flags": many, "coder": "甲"}, max_flags=20_000))
    page.driver.refresh()
    load = page.js("const t = performance.getEntriesByType('navigation')[0]; return t.loadEventEnd - t.startTime")
    assert load < 3000
    assert time.perf_counter() - started < 20
    page.search("加强")  # builds the search text once
    times = []
    for name, value in (
        ("f-code", "B01"),
        ("f-severity", "high"),
        ("f-agency", "=第7镇人民政府"),
        ("f-code", ""),
        ("f-agency", ""),
        ("f-decision", "open"),
    ):
        page.choose(name, value)
        times.append(float(page.js("return document.body.dataset.filterMs")))
    page.search("第3镇 业务培训")
    times.append(float(page.js("return document.body.dataset.filterMs")))
    assert sorted(times)[len(times) // 2] < 100
    assert page.errors() == []


def test_hostile_text_in_every_field_stays_text(open_page, made):
    page = open_page(review_pages(made.make_audit(3, 7, extra=made.HOSTILE)))
    page.name_coder(made.HOSTILE)
    for code in made.CODES:
        page.choose("f-code", code)
        page.keys("1")
        page.keys("j")
    page.find("#language").click()
    assert page.js("return document.querySelectorAll('img, script[src], iframe, object').length") == 0
    assert page.js("return document.querySelectorAll('script').length") == 2
    assert made.HOSTILE in page.text("#detail")
    assert made.HOSTILE in page.text("#list")
    assert page.errors() == []


def test_the_policy_stops_scripts_styles_and_requests_that_are_not_ours(page):
    page.js(
        """
        window.ran = false;
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        const button = document.createElement('button');
        button.setAttribute('onclick', 'window.ran = true');
        const image = document.createElement('img');
        image.src = 'https://example.invalid/x.png';
        document.body.append(script, button, image);
        button.click();
        """
    )
    time.sleep(0.2)
    assert page.js("return window.ran") is False
    blocked = [entry["message"] for entry in page.errors()]
    assert sum("Content Security Policy" in message for message in blocked) >= 3


def test_an_index_links_the_pages_and_decisions_of_all_pages_are_exported_there(open_page, made):
    pages = review_pages(made.make_audit(6, 5), max_flags=25)
    page = open_page(pages)
    links = page.all("#pages a")
    assert len(links) == 3
    assert not page.find("#filters").is_displayed()
    assert page.text("#chart-code .n") != "0"
    links[0].click()
    for _ in range(100):
        if page.js("return location.pathname.endsWith('1.html') && !!document.body.dataset.loadMs"):
            break
        time.sleep(0.05)
    page.name_coder("甲")
    page.keys("1")
    page.driver.get(page.path.as_uri())
    assert page.text("#progress-text").startswith("已决定 1 / 60")
    assert len(merge_decisions([page.download("#export-json", ".json")]).records) == 1


def contrast(one, two):
    def light(rgb):
        parts = [(c / 255 / 12.92) if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_text_has_contrast_aa_and_every_control_a_name(page):
    page.name_coder("甲")
    page.keys("1")
    found = page.js(
        """
        const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
        const under = (node) => {
          for (let n = node; n; n = n.parentElement) {
            const c = rgb(getComputedStyle(n).backgroundColor);
            if (c.length < 4 || c[3] > 0.9) return c.slice(0, 3);
          }
          return [255, 255, 255];
        };
        const written = (n) => [...n.childNodes].some(c => c.nodeType === 3 && c.textContent.trim());
        const silent = ['SCRIPT', 'STYLE', 'OPTION'];
        return [...document.querySelectorAll('body *')]
          .filter(n => written(n) && n.checkVisibility() && !n.disabled && !silent.includes(n.tagName))
          .map(n => [n.textContent.slice(0, 20), rgb(getComputedStyle(n).color).slice(0, 3), under(n)]);
        """
    )
    assert len(found) > 100
    low = [(name, contrast(ink, ground)) for name, ink, ground in found if contrast(ink, ground) < 4.5]
    assert low == []
    nameless = page.js(
        """
        const named = (n) => (n.labels && n.labels.length) || n.textContent.trim() || n.getAttribute('aria-label');
        return [...document.querySelectorAll('button, input:not([hidden]), select, textarea')]
          .filter(n => n.checkVisibility() && !named(n)).map(n => n.id);
        """
    )
    assert nameless == []
    page.js("document.getElementById('q').focus()")
    page.keys("\ue004")  # tab
    outline = page.js(
        "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]"
    )
    assert outline[0] != "none"
    assert outline[1] >= 2


def test_in_print_the_controls_go_and_the_evidence_stays(page):
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not page.find("#filters").is_displayed()
        assert not page.find("#export-json").is_displayed()
        assert page.find(".row mark").is_displayed()
        assert page.find(".row .msg").is_displayed()
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
