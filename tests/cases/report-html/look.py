# SPDX-License-Identifier: MIT
# Opens page.html and hostile.html in Chromium and says what is seen there.
import csv
import json
import os
import pathlib
import shutil
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

BAD = "</script><img src=x onerror=bad()>\"'&<!--\u2028\u202e{name}=1+1"


def table(name):
    with open(name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def start(profile):
    options = webdriver.ChromeOptions()
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,900",
        "--no-first-run",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium")
    options.set_capability(
        "goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"}
    )
    return webdriver.Chrome(
        service=Service(shutil.which("chromedriver")), options=options
    )


def address(name):
    return pathlib.Path(name).resolve().as_uri()


def open_page(d, name):
    d.get("about:blank")
    d.get(address(name))
    wait(d, lambda: d.find_elements(By.CSS_SELECTOR, "table.live"))


def wait(d, condition):
    return WebDriverWait(d, 20, 0.02).until(lambda _: condition())


def one(d, selector):
    return d.find_element(By.CSS_SELECTOR, selector)


def many(d, selector):
    return d.find_elements(By.CSS_SELECTOR, selector)


def shown(d):
    return d.execute_script(
        "return Array.from(document.querySelectorAll('#ranking tbody tr'))"
        ".filter(r => r.getClientRects().length).map(r => r.id)"
    )


def card_open(d):
    return one(d, "#card").get_attribute("open") is not None


def press(d, *keys):
    ActionChains(d).send_keys(*keys).perform()


def focus(d):
    return d.execute_script(
        "const a = document.activeElement;"
        "return a.id || a.closest('[data-key]')?.dataset.key || a.tagName"
    )


def search(d, ranking):
    """a country is searched and clicked"""
    box = one(d, "#search")
    box.send_keys("cote")
    print("cote finds", *shown(d))
    box.clear()
    box.send_keys("KAZ")
    print("KAZ finds", *shown(d))
    box.clear()
    box.send_keys("kazakh")
    one(d, "#KAZ td.score").click()
    wait(d, lambda: card_open(d))
    kaz = next(r for r in ranking if r["area"] == "KAZ")
    print("the card is of", one(d, "#card-name").text)
    assert one(d, "#card-rank").text == kaz["rank"]
    assert f"of {kaz['of']}" in one(d, ".figures").text
    assert float(one(d, "#card-score").text) == float(kaz["score"])
    print("rank and score are those of the database")


def source(d):
    """the card says in which cell the rank stands"""
    with open("trace.json", encoding="utf-8") as file:
        text = file.read()
    row = one(d, '.cells [data-at="6"][data-measure="rank"]')
    raw, sheet, cell = (x.text for x in row.find_elements(By.TAG_NAME, "td"))
    code = row.find_element(By.XPATH, "preceding-sibling::tr//code")
    assert all(json.dumps(x) in text for x in (raw, sheet, cell))
    assert code.get_attribute("title") in text
    print(f"its rank is {raw!r} in {sheet}!{cell}, as kosh-trace says")
    assert d.current_url.endswith("#KAZ")
    press(d, Keys.ESCAPE)
    wait(d, lambda: not card_open(d))
    assert "#" not in d.current_url


def order(d, ranking):
    """by score, the most first, and the other way round"""
    one(d, "#search").clear()
    one(d, "#search").send_keys(Keys.SPACE, Keys.BACKSPACE)
    button = one(d, '[data-key="score"] button')
    scores = {r["area"]: float(r["score"]) for r in ranking}
    for way in ("descending", "ascending"):
        d.execute_script("arguments[0].click()", button)
        assert one(d, '[data-key="score"]').get_attribute("aria-sort") == way
        seen = [scores[a] for a in shown(d)]
        assert len(seen) == len(ranking)
        assert seen == sorted(seen, reverse=way == "descending")
    assert len(many(d, "[aria-sort]")) == 1
    print("sorted by score, both ways")


def chart(d):
    """as many lines as the region has areas"""
    members = {}
    for r in table("regions.csv"):
        members.setdefault(r["region"], []).append(r["area"])
    select = Select(one(d, "#region"))
    for region in ("143", "034", "150"):
        select.select_by_value(region)
        lines = many(d, "#picture .line")
        assert len(lines) == min(len(members[region]), 24), region
        drawn = d.execute_script(
            "return arguments[0].map(x => x.dataset.area)", lines
        )
        assert set(drawn) <= set(members[region])
        print(f"region {region}: {len(lines)} lines")
        # names at the ends do not overlap
        names = d.execute_script(
            "return Array.from(document.querySelectorAll('#picture .name'),"
            " n => n.getBoundingClientRect().top).sort((a, b) => a - b)"
        )
        assert len(names) == len(lines)
        assert all(b - a > 12 for a, b in zip(names, names[1:]))
    select.select_by_value("143")
    print("breaks that are marked:", len(many(d, "#picture .break")))
    # no line crosses one: 2019 stands alone, 2020 begins anew
    line = one(d, '#picture [data-area="KAZ"]')
    assert line.find_element(By.TAG_NAME, "path").get_attribute("d").count(
        "M"
    ) == 3
    print(line.get_attribute("aria-label"))


def keyboard(d):
    """from the search to a card and back, to a column and to a line"""
    open_page(d, "page.html")
    for _ in range(60):
        press(d, Keys.TAB)
        if focus(d) == "search":
            break
    press(d, "turkiye", Keys.ENTER)
    wait(d, lambda: card_open(d))
    print("by keys alone:", one(d, "#card-name").text)
    press(d, Keys.ESCAPE)
    wait(d, lambda: not card_open(d))
    assert focus(d) == "search"
    press(d, *[Keys.BACKSPACE] * 7)
    for _ in range(9):
        press(d, Keys.TAB)
        if focus(d) == "name":
            break
    press(d, Keys.ENTER)
    print("sorted by name:", *shown(d)[:2])


def address_opens(d):
    """a link with an area opens its card"""
    d.get("about:blank")
    d.get(address("page.html") + "#FRA")
    wait(d, lambda: card_open(d))
    print("by its address:", one(d, "#card-name").text)


# For each text: its ink on what lies behind it.
CONTRAST = """
function light(c) {
	const v = c.match(/[\\d.]+/g).slice(0, 3).map(function (x) {
		x /= 255;
		return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
}
function ground(e) {
	for (; e; e = e.parentElement) {
		const c = getComputedStyle(e).backgroundColor;
		if (!/, 0\\)$/.test(c))
			return c;
	}
	return "rgb(255, 255, 255)";
}
let least = 99, seen = 0;
for (const e of document.querySelectorAll("body *")) {
	const own = Array.from(e.childNodes).some(
		n => n.nodeType === 3 && n.data.trim());
	if (!own || !e.getClientRects().length || e.closest("script,style") ||
			e.closest("tbody tr:nth-child(n+20)"))
		continue;
	const style = getComputedStyle(e);
	const a = light(e.closest("svg") ? style.fill : style.color);
	const b = light(ground(e));
	least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
	seen++;
}
return [least, seen];
"""


def looks(d):
    """light, dark, and 360 wide"""
    for scheme in ("light", "dark"):
        d.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
        )
        least, seen = d.execute_script(CONTRAST)
        assert seen > 200
        print(f"{scheme}: contrast", "enough" if least >= 4.5 else least)
    d.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": True},
    )
    wide = d.execute_script("return document.documentElement.scrollWidth")
    print("at 360:", "fits" if wide <= 360 else wide)
    d.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def without_script(d, ranking):
    """the ranking is there all the same"""
    d.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    d.get(address("page.html"))
    rows = many(d, "#ranking tbody tr")
    assert not many(d, "table.live")
    assert len(rows) == len(ranking)
    assert ranking[57]["name"] in rows[57].text
    assert rows[57].text.split()[0] == ranking[57]["rank"]
    print("without a script:", len(rows), "rows")
    d.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def hostile(d):
    """texts that want to be more stay texts"""
    open_page(d, "hostile.html")
    text = "return document.querySelector(arguments[0]).textContent"
    assert d.execute_script(text, "h1").startswith(BAD)
    assert not many(d, "img")
    one(d, "#KAZ a").click()
    wait(d, lambda: card_open(d))
    assert d.execute_script(text, "#card-name") == "=" + BAD
    assert d.execute_script(text, ".cells td") == BAD
    assert not many(d, 'a[href^="javascript"]')
    assert d.execute_script("return typeof bad") == "undefined"
    print("hostile texts are texts")


def quiet(d):
    """neither a request nor a complaint"""
    pages = {address("page.html"), address("hostile.html")}
    asked = set()
    for entry in d.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        params = message["params"]
        if message["method"] == "Network.requestWillBeSent" and params[
            "documentURL"
        ].startswith("file:"):
            asked.add(params["request"]["url"].split("#")[0])
    assert asked & pages == pages
    print("asked for:", *(asked - pages or ["nothing"]))
    for entry in d.get_log("browser"):
        print("console:", entry["message"])


def main():
    ranking = table("ranking.csv")
    profile = tempfile.mkdtemp(dir=".")
    d = start(os.path.abspath(profile))
    try:
        open_page(d, "page.html")
        search(d, ranking)
        source(d)
        order(d, ranking)
        chart(d)
        keyboard(d)
        address_opens(d)
        looks(d)
        without_script(d, ranking)
        hostile(d)
        quiet(d)
    finally:
        d.quit()
    return 0


sys.exit(main())
