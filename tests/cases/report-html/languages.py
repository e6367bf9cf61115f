# SPDX-License-Identifier: MIT
"""Pages in other languages: an area is found by its name in any, and a narrow
window is not too narrow for the page."""
import os

from selenium import webdriver
from selenium.webdriver.common.by import By

options = webdriver.ChromeOptions()
for argument in ("headless=new", "no-sandbox", "disable-gpu"):
    options.add_argument("--" + argument)
d = webdriver.Chrome(options=options)
d.execute_cdp_cmd(
    "Emulation.setDeviceMetricsOverride",
    {"width": 400, "height": 900, "deviceScaleFactor": 1, "mobile": False},
)
for language in ("en", "ru", "kk"):
    d.get("file://" + os.path.abspath(language + ".html"))
    wide = d.execute_script("return document.documentElement.scrollWidth")
    if wide > 400:
        print(language, "is", wide, "pixels wide")
    box = d.find_element(By.ID, "search")
    for name in ("Қазақстан", "казахстан", "Kazakhstan", "KAZ"):
        box.clear()
        box.send_keys(name)
        rows = d.find_elements(By.CSS_SELECTOR, "#ranking tbody tr")
        print(language, name, *(r.get_attribute("id") for r in rows
                                if r.is_displayed()))
d.quit()
