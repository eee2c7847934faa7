// A browser with one page for each test, and what every test asks of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { kOfficer } from "./checkpoint.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kChromium = process.env.CHOWKI_CHROMIUM ?? "/usr/bin/chromium";
const kShots = process.env.CHOWKI_SHOTS ?? "";

export const openBrowser = () =>
  chromium.launch({
    executablePath: kChromium,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
    ],
  });

/** A page of its own, signed out. `faults` gathers what must never happen on it. */
export async function openPage(browser, url, { language = "en", theme = "dark" } = {}) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1366, height: 768 },
    locale: "en-GB",
  });
  await context.addInitScript(
    ([spoken, chosen]) => {
      localStorage.setItem("chowki.language", spoken);
      localStorage.setItem("chowki.theme", chosen);
    },
    [language, theme],
  );
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) page.faults.push(message.text());
  });
  await page.goto(url);
  return page;
}

/** By keyboard: the name has the focus. `behind`: what is there then. */
export async function signIn(page, { name, password } = kOfficer, behind = ".queue") {
  await page.locator("input[name=name]:focus").waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.locator(behind).waitFor();
}

/** The screening of that name, chosen and shown with its image. */
export async function choose(page, name) {
  await page.locator(`.queue-row[data-name="${name}"]`).click();
  await page.locator(`.case[data-name="${name}"]`).waitFor();
  await page.locator(".drawing image").waitFor();
}

export async function close(page) {
  const { faults } = page;
  await page.context().close();
  assert.deepEqual(faults, []);
}

export async function shoot(page, name) {
  if (kShots === "") return;
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(kShots, `${name}.png`) });
}

/** No serious fault of accessibility. axe comes through the debugger: the page's own policy lets nothing in. */
export async function assertAccessible(page) {
  // Colours that are still on their way between two themes are nobody's choice.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
  assert.deepEqual(serious, []);
}
