// The pages of those who look after people in Chromium against a real chowkid, and what an officer's
// desk shows of it: nothing. The environment: officer_page.test.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  Checkpoint,
  kAuditor,
  kOfficer,
  kSafeguarding,
  kSafeguardingToo,
  kSupervisor,
} from "./checkpoint.mjs";
import * as browsing from "./browser.mjs";

const { choose, close, shoot, signIn } = browsing;

let checkpoint;
let browser;
/** Screenings of one party: an adult and a child. */
const names = {};

before(async () => {
  checkpoint = await Checkpoint.open(process.env.CHOWKI_BIN, process.env.CHOWKI_SPECIMENS);
  browser = await browsing.openBrowser();
});

after(async () => {
  await browser?.close();
  await checkpoint?.close();
});

async function openAs(person, { page, behind, ...options } = {}) {
  const opened = await browsing.openPage(browser, checkpoint.url, options);
  await signIn(opened, person, behind ?? (person === kAuditor ? ".queue" : ".header"));
  if (page !== undefined) await opened.locator(`.page-tab[data-page=${page}]`).click();
  return opened;
}

/** Without the marks that keep a parameter's direction its own. */
const plain = (text) => text.replace(/[\u2066-\u2069]/g, "");
const textOf = async (page, selector) => plain(await page.locator(selector).innerText());
const rows = (page) => page.locator(".queue-row");

/** Calls a method as the page of who is signed in; the reason of the refusal. */
const reasonOf = (page, service, method, body) =>
  page.evaluate(
    async ([path, sent]) => {
      const response = await fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(sent),
      });
      return (await response.json()).reason;
    },
    [`/chowki.${service}/${method}`, body],
  );

/** Takes a document in from a file and gives the name of its screening. */
async function takeIn(page, specimen) {
  await page.keyboard.press("F8");
  await page.locator("input[type=file]").setInputFiles(specimen.visible);
  await page.getByRole("button", { name: "Screen", exact: true }).click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  return page.locator("main.case").getAttribute("data-name");
}

test("an officer puts a party together and ticks; the referral appears at its own page alone", async () => {
  const watcher = await openAs(kSafeguarding);
  await watcher.getByText("Nobody waits for you.").waitFor();
  assert.deepEqual(await watcher.locator(".page-tab").allInnerTexts(), ["Referrals", "Rates"]);

  const page = await openAs(kOfficer);
  await page.keyboard.press("g");
  assert.match(await textOf(page, ".queue .party-chip"), /^0/);
  names.adult = await takeIn(page, checkpoint.specimens.clear);
  names.child = await takeIn(page, checkpoint.specimens.wanted);
  assert.match(await textOf(page, ".queue .party-chip"), /^2/);
  await page.keyboard.press("g");
  await page.locator(".party-chip").waitFor({ state: "detached" });

  // Nothing ticked, and all that can be: the same is answered.
  const answers = [];
  for (const [name, keys] of [[names.adult, []], [names.child, ["2", "5"]]]) {
    await choose(page, name);
    await page.locator(".queue-row[aria-current]").focus();
    await page.keyboard.press("o");
    await page.locator(".observed-ticks input:focus").waitFor();
    for (const key of keys) await page.keyboard.press(key);
    await shoot(page, `observed-${keys.length}`);
    await page.keyboard.press("Enter");
    await page.locator(".observed-ticks").waitFor({ state: "detached" });
    answers.push(await textOf(page, ".observed [role=status]"));
  }
  assert.deepEqual(answers, ["Noted.", "Noted."]);

  await rows(watcher).filter({ hasText: "Child" }).waitFor({ timeout: 5000 });
  // The lane is told the same as of anybody who is chosen at random.
  await page.locator(`.queue-row[data-name="${names.child}"] .queue-second`).waitFor({ timeout: 5000 });
  assert.equal(await textOf(page, ".second-line"), "Second line: routine selection");
  const seen = await textOf(page, ".desk");
  assert.doesNotMatch(seen, /traffick|victim|safeguard|referral|needs? help|coach/i);
  await shoot(page, "second-line");
  await browsing.assertAccessible(page);
  await close(page);
  await close(watcher);
});

test("officers and supervisors have no page of it, by its address neither, and may not call", async () => {
  for (const person of [kOfficer, kSupervisor]) {
    const page = await openAs(person);
    const tabs = await page.locator(".page-tab").allInnerTexts();
    for (const tab of ["Referrals", "Rates", "Accesses"]) assert.ok(!tabs.includes(tab));
    await page.evaluate(() => {
      location.hash = "/referrals";
    });
    await page.waitForTimeout(300);
    assert.equal(await page.locator(".referral, .contacts").count(), 0);
    for (const method of ["ListReferrals", "GetGuidance", "GetReferralRates", "ListAccesses"]) {
      assert.equal(await reasonOf(page, "referral.v1.ReferralService", method, {}), "ROLE_MISSING");
    }
    await close(page);
  }
  const page = await openAs(kSafeguarding);
  const list = { parent: "checkpoints/-" };
  assert.equal(await reasonOf(page, "screening.v1.ScreeningService", "ListScreenings", list), "ROLE_MISSING");
  await close(page);
});

const childOf = (page) => rows(page).filter({ hasText: "Child" });

test("a referral is looked after, and closed by a second person", async () => {
  const first = await openAs(kSafeguarding);
  await childOf(first).click();
  const { fields } = checkpoint.specimens.wanted;
  await first.locator(".member .queue-name", { hasText: fields.surname }).waitFor();
  assert.equal(await first.title(), "chowki");
  const sign = first.locator(".sign[data-id=coached_answers]");
  assert.match(plain(await sign.innerText()), /Answers as if learned.*Harmless reasons.*Language/s);
  assert.match(await textOf(first, ".referral-aside"), /Child protection of Utopia.*\+00 100 200.*Do no harm/s);
  assert.ok((await first.locator(".steps li").count()) > 2);
  assert.match(await textOf(first, ".party-list"), /The person.*Companion 1/s);
  assert.match(await textOf(first, ".referral"), /Deleted on/);
  await shoot(first, "referral");
  await browsing.assertAccessible(first);

  await first.locator(`[data-document="${names.child}"]`).click();
  await first.locator(`.case[data-name="${names.child}"]`).waitFor();
  await first.locator(".drawing image").waitFor();
  assert.equal(await first.locator(".choice").count(), 0);
  await first.keyboard.press("Escape");
  await first.locator(".referral").waitFor();

  await first.locator("input[name=note]").fill("Interpreter called. <img src=x>");
  await first.keyboard.press("F10");
  await first.locator(".hidden-page").waitFor();
  const hidden = await textOf(first, "body");
  assert.doesNotMatch(hidden, new RegExp(`${fields.surname}|Referral|Child|help`, "i"));
  await shoot(first, "hidden");
  await first.keyboard.press("F10");
  assert.equal(await first.locator("input[name=note]").inputValue(), "Interpreter called. <img src=x>");
  await first.locator("input[name=note]").press("Enter");
  await first.locator(".notes", { hasText: "Interpreter called. <img src=x>" }).waitFor();
  assert.equal(await first.locator(".notes img").count(), 0);

  assert.equal(await first.locator(".outcome-form").count(), 0);
  await first.getByRole("button", { name: "I look after it" }).click();
  await first.locator("select[name=outcome]").selectOption({ label: "There is a harmless reason" });
  await first.locator("select[name=feedback]").selectOption({ label: "Not needed" });
  await first.getByRole("button", { name: "Close, with a second person" }).click();
  await first.getByText("Another person signs this.").waitFor();
  assert.equal(await first.getByRole("button", { name: "Sign", exact: true }).count(), 0);

  const second = await openAs(kSafeguardingToo);
  await childOf(second).click();
  await second.getByRole("button", { name: "Send back" }).click();
  await second.locator(".outcome-bar .choice", { hasText: "I look after it" }).waitFor();
  await first.locator(".outcome-form").waitFor({ timeout: 5000 }); // she hears of it by itself
  await first.getByRole("button", { name: "Close, with a second person" }).click();
  await second.getByRole("button", { name: "Sign", exact: true }).click();
  for (const page of [second, first]) {
    await page.locator(".outcome-bar", { hasText: /signed by .?e\.noor/ }).waitFor({ timeout: 5000 });
  }
  await close(second);
  await close(first);

  // The lane is not told: a line that goes would tell a referral from a random choice.
  const lane = await openAs(kOfficer);
  await lane.locator(`.queue-row[data-name="${names.child}"] .queue-second`).waitFor();
  await close(lane);

  const later = await openAs(kSafeguarding);
  await later.waitForTimeout(500);
  assert.equal(await childOf(later).count(), 0);
  await later.getByLabel("Also closed").check();
  await childOf(later).waitFor();
  await close(later);
});

test("the page locks as every other, and tells nothing then", async () => {
  const page = await openAs(kSafeguarding);
  await page.getByLabel("Also closed").check();
  await childOf(page).click();
  await page.locator(".referral").waitFor();
  await childOf(page).focus();
  await page.keyboard.press("l");
  await page.locator(".lock").waitFor();
  assert.equal(await page.locator(".desk").evaluate((desk) => getComputedStyle(desk).visibility), "hidden");
  await page.keyboard.press("F10"); // hides nothing that is not shown
  await page.keyboard.type(kSafeguarding.password);
  await page.keyboard.press("Enter");
  await page.locator(".lock").waitFor({ state: "detached" });
  await page.locator(".referral").waitFor();
  await close(page);
});

test("rates are told with their bounds, a sign is held with a reason, an auditor sees who did what", async () => {
  const page = await openAs(kSafeguarding, { page: "rates" });
  await page.locator("tr[data-dimension=all] .interval").waitFor();
  assert.match(await textOf(page, "tr[data-dimension=all]"), /\d+ of \d.*‰/s);
  const rule = page.locator(".rule[data-rule=coached_answers]");
  await rule.getByRole("button", { name: "Hold" }).click();
  await rule.getByLabel("Why").fill("To be looked at.");
  await page.keyboard.press("Enter");
  await page.locator(".rule[data-rule=coached_answers][data-held=true]").waitFor();
  assert.match(plain(await rule.innerText()), /held.*0\.0 points in force.*d\.sahar.*To be looked at\./s);
  await shoot(page, "rates");
  await browsing.assertAccessible(page);
  await rule.getByRole("button", { name: "Let it count again" }).click();
  await rule.getByLabel("Why").fill("Looked at.");
  await page.keyboard.press("Enter");
  await page.locator(".rule[data-rule=coached_answers][data-held=false]").waitFor();
  await close(page);

  const auditor = await openAs(kAuditor, { page: "rates" });
  await auditor.locator(".rule").first().waitFor();
  assert.equal(await auditor.getByRole("button", { name: "Hold" }).count(), 0);
  await auditor.locator(".page-tab[data-page=accesses]").click();
  const access = auditor.locator("tr[data-method=SignOutcome]").first();
  await access.waitFor();
  assert.match(plain(await access.innerText()), /e\.noor.*signed or sent back.*referrals\//s);
  assert.ok((await auditor.locator("tr[data-method=GetReferral]").count()) > 0);
  await shoot(auditor, "accesses");
  await browsing.assertAccessible(auditor);
  await close(auditor);
});

test("in Urdu and in the light theme it is read from the other side, without a fault of accessibility", async () => {
  const page = await openAs(kSafeguarding, { language: "ur", theme: "light" });
  await page.getByLabel("بند کیے گئے بھی").check();
  await page.locator(".queue-row").first().click();
  await page.locator(".sign").first().waitFor();
  const aside = await page.locator(".referral-aside").boundingBox();
  const list = await page.locator(".queue").boundingBox();
  assert.ok(aside.x < list.x);
  assert.match(await textOf(page, ".steps"), /[\u0600-\u06ff]{3}/);
  await shoot(page, "referral-urdu");
  await browsing.assertAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false);
  await page.locator(".page-tab[data-page=rates]").click();
  await page.locator(".interval").first().waitFor();
  await shoot(page, "rates-urdu");
  await browsing.assertAccessible(page);
  await close(page);
});
