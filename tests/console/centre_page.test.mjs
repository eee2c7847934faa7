// The page of the centre in Chromium against a real chowki-central. The tests are one story, in order.
//   CHOWKI_BIN    folder of the programs
//   CHOWKI_SHOTS  where to leave pictures; none without it
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import * as browsing from "./browser.mjs";
import { Centre, people } from "./centre.mjs";
import { kHostile } from "./specimens.mjs";

const { close, shoot } = browsing;
const kTellsLoss_ms = 5000;
const kHead = "id,kind,surname,given_names,birth_dates,sex,nationalities,documents,category,action,authority";
const kQuoted = `"${kHostile.replaceAll('"', '""')}"`;
const kPeople = [
  "uto-1,person,HALVORSEN TJELD,ODDVAR BRANN,1969-03-27,M,UTO,P:UTO:K48201735,wanted,arrest,Utopian Police",
  "uto-2,person,LOVEGOOD,PANDORA,1950-01-01,F,UTO,P:UTO:QX1234567,suspect,specific_check,Utopian Police",
  "uto-3,person,KARIMZADEH,SIAVASH ARMAN,1978,M,UTO,,wanted,,Utopian Police",
  "uto-4,person,LINDQVARN,TUVA MERETE,2014-11-02,F,UTO,,missing_child,,Child Protection Office",
  `uto-5,person,ROSMER,EINAR,1980/1983,M,UTO,,suspect,discreet_check,${kQuoted}`,
];

let centre;
let browser;

before(async () => {
  centre = await Centre.open(process.env.CHOWKI_BIN);
  browser = await browsing.openBrowser();
});

after(async () => {
  await browser?.close();
  await centre?.close();
});

async function openAs(who, options) {
  const page = await browsing.openPage(browser, centre.url, options);
  page.sent = [];
  page.on("request", (request) => page.sent.push(request.postDataBuffer() ?? Buffer.alloc(0)));
  await browsing.signIn(page, people[who], ".sections");
  return page;
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const textOf = (page, selector) => page.locator(selector).innerText();
const inState = (page, state) => page.locator(`.set[data-state=${state}]`).waitFor();

/** Whatever was sent, the key of that person is in none of it. */
function assertKeyStays(page, who) {
  const digits = readFileSync(centre.key(who), "utf8").trim().split(" ").at(-1);
  const seed = Buffer.from(digits, "hex");
  assert.equal(seed.length, 32);
  assert.ok(page.sent.length > 3);
  for (const body of page.sent) {
    assert.ok(!body.includes(seed) && !body.toString("latin1").toLowerCase().includes(digits));
  }
}

async function sign(page, action, who) {
  await button(page, action).click();
  await page.locator("dialog[open] input[name=key]").setInputFiles(centre.key(who));
  await button(page, "Sign").click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
}

async function draft(page, { title, rows, remove = "", whole = false }) {
  await button(page, "New draft").click();
  const dialog = page.locator("dialog[open]");
  await dialog.locator("input[name=list]").fill("national");
  await dialog.locator("input[name=title]").fill(title);
  if (rows) {
    const file = centre.write("list.csv", [kHead, ...rows, ""].join("\n"));
    await dialog.locator("input[name=file]").setInputFiles(file);
  }
  if (whole) await dialog.locator("input[name=whole]").check();
  await dialog.locator("textarea[name=remove]").fill(remove);
  return dialog;
}

const make = async (page, dialog) => {
  await button(page, "Make the draft").click();
  await dialog.waitFor({ state: "detached" });
  await inState(page, "DRAFT");
};

/** The change set of that title, as the page shows it by itself. */
async function choose(page, title) {
  await page.locator(".set-row", { hasText: title }).click();
  await page.locator(".set h1", { hasText: title }).waitFor();
}

test("an admin makes a draft of a list file, sees what it would do, and signs it with her key", async () => {
  const page = await openAs("amina");
  const dialog = await draft(page, { title: "From the police", rows: [...kPeople, "uto-1,person,TWICE,,,,,,,,"] });
  await shoot(page, "centre-draft");
  await browsing.assertAccessible(page);
  await make(page, dialog);
  await page.getByText("rows skipped").waitFor();
  assert.match(await textOf(page, ".counts"), /5\S? added.*0\S? changed.*0\S? removed/s);
  await page.locator(".entry").nth(4).waitFor();
  assert.match(await textOf(page, ".entry[data-kind='+'] >> nth=0"), /uto-\d/);
  const first = page.locator(".entry", { hasText: "uto-1" });
  assert.match(await first.innerText(), /HALVORSEN TJELD, ODDVAR BRANN/);
  assert.match(await first.innerText(), /P UTO K48201735/);
  await button(page, "Weigh the impact").click();
  await page.getByText("No post sent any screening yet.").waitFor();

  await button(page, "Submit").click();
  const key = page.locator("dialog[open] input[name=key]");
  for (const [file, told] of [
    [`${centre.key("amina")}.pub`, "the public half of a key"],
    [centre.write("no.key", "no key at all"), "no key file of chowki"],
    [centre.key("bilal"), "does not give this key to you"],
  ]) {
    await key.setInputFiles(file);
    await button(page, "Sign").click();
    await page.locator("dialog .refusal", { hasText: told }).waitFor();
  }
  await key.setInputFiles(centre.key("amina"));
  await shoot(page, "centre-sign");
  await browsing.assertAccessible(page);
  await button(page, "Sign").click();
  await inState(page, "SUBMITTED");
  await page.getByText("You are its author").waitFor();
  assertKeyStays(page, "amina");
  assertKeyStays(page, "bilal");
  await close(page);
});

test("what a browser loads is at most 150 KB gzipped, the font for Urdu beside", async () => {
  const page = await browsing.openPage(browser, centre.url);
  await page.locator("input[name=name]").waitFor();
  const paint_ms = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  );
  const loaded = async () => {
    const texts = await page.evaluate(() => {
      const names = performance.getEntriesByType("resource").map(({ name }) => name);
      const files = [...new Set(names)].filter((name) => /\.(js|css)$/.test(name));
      return Promise.all(files.map((name) => fetch(name).then((answer) => answer.text())));
    });
    return texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
  };
  const english = await loaded();
  await page.locator("select.language").selectOption("ur"); // the longest words, a style of its own
  await page.locator("html[lang=ur]").waitFor();
  const bytes = await loaded();
  console.log(`# first paint ${Math.round(paint_ms)} ms; ${english} bytes gzipped, ${bytes} with Urdu`);
  assert.ok(english > 20_000);
  assert.ok(bytes <= 150_000);
  await close(page);
});

test("hostile texts of a list stay texts", async () => {
  const page = await openAs("bilal");
  await choose(page, "From the police");
  const entry = page.locator(".entry", { hasText: "uto-5" });
  await entry.waitFor();
  assert.ok((await entry.innerText()).includes(kHostile));
  assert.equal(await page.title(), "chowki centre");
  assert.equal(await page.locator(".set img, .set script").count(), 0);
  await close(page);
});

test("an approver signs nothing when the centre shows something else than its author signed", async () => {
  const page = await openAs("bilal");
  await page.route("**/StreamChanges", async (route) => {
    const answer = await route.fetch();
    const body = Buffer.from((await answer.body()).toString("latin1").replaceAll("ODDVAR", "OTHMAR"), "latin1");
    await route.fulfill({ response: answer, body });
  });
  let approved = false;
  await page.route("**/ApproveChangeSet", (route) => {
    approved = true;
    return route.abort();
  });
  await choose(page, "From the police");
  await page.locator(".entry", { hasText: "OTHMAR" }).waitFor();
  await button(page, "Approve").click();
  await page.locator("dialog[open] input[name=key]").setInputFiles(centre.key("bilal"));
  await button(page, "Sign").click();
  await page.locator("dialog .refusal", { hasText: "The author signed something else" }).waitFor();
  assert.equal(approved, false);
  await close(page);
});

test("two approvers sign it, each with his own key, and an admin publishes it", async () => {
  const admin = await openAs("amina");
  await choose(admin, "From the police");
  for (const who of ["bilal", "chitra"]) {
    const page = await openAs(who);
    await choose(page, "From the police");
    await page.locator(".entry").nth(4).waitFor();
    if (who === "bilal") await shoot(page, "centre-approve");
    await sign(page, "Approve", who);
    await page.getByText(new RegExp(`Approved by.*${who}`)).waitFor();
    assertKeyStays(page, who);
    await close(page);
  }
  await inState(admin, "APPROVED"); // by itself
  await button(admin, "Publish the next version").click();
  await inState(admin, "PUBLISHED");
  const version = admin.locator(".version[data-version='1']");
  await version.waitFor();
  assert.match(await version.innerText(), /5\S? entries/);
  const log = centre.as("amina", "changes", "versions", "--list", "national", "-o", "jsonl");
  assert.match(log, /"version":1,.*"entries":5/);
  await close(admin);
});

test("a change is a diff of fields, and a guard is accepted by name", async () => {
  const page = await openAs("amina");
  const rows = [kPeople[0].replace("1969-03-27", "1969-03-28").replace("arrest", "specific_check")];
  await make(page, await draft(page, { title: "A day corrected", rows, remove: "uto-4" }));
  const changed = page.locator(".entry[data-kind='~']");
  await changed.waitFor();
  assert.deepEqual(
    (await changed.locator(".entry-line").allInnerTexts()).map((line) => line.replace(/\s+/g, " ")),
    ["− Born 1969-03-27", "+ Born 1969-03-28", "− Action arrest", "+ Action specific_check"],
  );
  assert.match(await page.locator(".entry[data-kind='-']").innerText(), /uto-4/);
  await page.getByText("An unusual share of the list would be removed.").waitFor();
  assert.ok(await button(page, "Submit").isDisabled());
  await page.locator(".guard input").check();
  await shoot(page, "centre-diff");
  await sign(page, "Submit", "amina");
  await inState(page, "SUBMITTED");

  const approver = await openAs("bilal");
  await choose(approver, "A day corrected");
  await approver.getByText("The author says this is meant").waitFor();
  await button(approver, "Reject").click();
  await approver.locator("dialog[open] textarea[name=reason]").fill("The child is still missing.");
  await approver.locator("dialog[open] .primary").click();
  await inState(approver, "REJECTED");
  await close(approver);
  await inState(page, "REJECTED");
  await page.getByText("The child is still missing.").waitFor();
  await close(page);
});

test("a draft is withdrawn", async () => {
  const page = await openAs("amina");
  const dialog = await draft(page, { title: "Nothing in it" });
  await button(page, "Make the draft").click();
  await page.getByText("Choose a file, or name entries to remove.").waitFor();
  await dialog.locator("textarea[name=remove]").fill("uto-5");
  await make(page, dialog);
  await button(page, "Withdraw").click();
  await inState(page, "WITHDRAWN");
  await close(page);
});

test("what is published is shown as it was before and after, and an older version is brought back", async () => {
  const admin = await openAs("amina");
  await make(admin, await draft(admin, { title: "Rosmer was found", remove: "uto-5" }));
  await admin.locator(".guard input").check();
  await sign(admin, "Submit", "amina");
  await inState(admin, "SUBMITTED");
  for (const who of ["bilal", "chitra"]) {
    const page = await openAs(who);
    await choose(page, "Rosmer was found");
    await sign(page, "Approve", who);
    await page.getByText(new RegExp(`Approved by.*${who}`)).waitFor();
    await close(page);
  }
  await inState(admin, "APPROVED");
  await button(admin, "Publish the next version").click();
  await inState(admin, "PUBLISHED");
  const gone = admin.locator(".entry[data-kind='-']", { hasText: "ROSMER, EINAR" });
  await gone.waitFor();
  assert.match(await gone.innerText(), /− Born\s+1980-01-01 … 1983-12-31/);
  await choose(admin, "From the police");
  await admin.locator(".counts", { hasText: /5\S? added/ }).waitFor();
  await admin.getByRole("button", { name: /Draft that brings version/ }).click();
  await inState(admin, "DRAFT");
  await admin.locator(".entry[data-kind='+']", { hasText: "ROSMER, EINAR" }).waitFor();
  await close(admin);
});

test("what is wrong with a list file is told, and no draft is left", async () => {
  const page = await openAs("amina");
  await page.locator(".set-row").first().waitFor();
  const before = await page.locator(".set-row").count();
  const dialog = await draft(page, { title: "Broken", rows: ['uto-1,person,"never closed'] });
  await button(page, "Make the draft").click();
  await dialog.locator(".refusal", { hasText: "line" }).waitFor();
  assert.doesNotMatch(await dialog.locator(".refusal").innerText(), /\/proc/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".set-row").count(), before);
  await close(page);
});

test("the bundle of the page is proven like one of the command line", async () => {
  const page = await openAs("amina");
  const coming = page.waitForEvent("download");
  await button(page, "Bundle for a post").click();
  const file = await (await coming).path();
  const told = centre.chowki("bundle", "verify", file, "--root", centre.path("root.bin"));
  assert.match(told, /national/);
  await close(page);
});

test("posts stand by their trouble, with the list they hold and their clock", async () => {
  const held = (version) => [{ list: "national", epoch: 1, version }];
  const now = () => String(Date.now());
  centre.report("taftan-1", { held: held(2), clockUnixMs: now(), softwareVersion: "0.1" });
  centre.report("wagah-3", { held: held(1), clockUnixMs: String(Date.now() - 300_000) });
  centre.report("torkham-2", { held: [], clockUnixMs: now(), lastErrorReason: "ROOT_EXPIRED" });
  centre.as("amina", "fleet", "invite", "chaman-4", "--root", centre.path("root.bin"));
  const page = await openAs("asif");
  await button(page, "Posts").click();
  await page.locator("tr[data-post='chaman-4']").waitFor();
  const order = await page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.dataset.post));
  assert.equal(order[0], "torkham-2");
  assert.equal(order.at(-1), "taftan-1");
  const row = (post) => page.locator(`tr[data-post='${post}']`).innerText();
  assert.match(await row("torkham-2"), /trouble.*ROOT_EXPIRED/s);
  assert.match(await row("wagah-3"), /clock is wrong.*−300\.\d\S* s/s);
  assert.match(await row("taftan-1"), /well.*national.*v\S?2.*s ago/s);
  assert.match(await row("wagah-3"), /an older list.*national.*v\S?1\S? of \S?2/s);
  assert.match(await row("chaman-4"), /never heard of/);
  await shoot(page, "centre-posts");
  await browsing.assertAccessible(page);
  await close(page);
});

test("the audit log is searched, newest first", async () => {
  const page = await openAs("asif");
  await button(page, "Audit log").click();
  await page.locator("tbody tr").first().waitFor();
  await page.locator("input[name=words]").fill("approve chitra changesets/1");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
  assert.match(await textOf(page, "tbody tr"), /chitra.*changes\.approve.*changeSets\/1.*ok/s);
  await page.locator("input[name=words]").fill("nobody did this");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing found.").waitFor();
  await page.getByText("Searched to the first record.").waitFor();
  await page.locator("input[name=words]").fill("");
  await page.keyboard.press("Enter");
  await page.locator("tbody tr").nth(5).waitFor();
  await shoot(page, "centre-audit");
  await browsing.assertAccessible(page);
  await close(page);
});

test("an auditor looks and may do nothing, a supervisor has nothing here", async () => {
  const page = await openAs("asif");
  await choose(page, "From the police");
  assert.equal(await page.locator(".actions button").count(), 0);
  assert.equal(await button(page, "New draft").count(), 0);
  await close(page);
  const other = await openAs("sara");
  await other.getByText("Your roles have nothing to do at this page.").waitFor();
  assert.equal(await other.locator(".sections button").count(), 1);
  await close(other);
});

test("Urdu, Persian and Arabic are read from right to left", async () => {
  for (const [language, word] of [["ur", "تبدیلیاں"], ["fa", "تغییرها"], ["ar", "التغييرات"]]) {
    const page = await openAs("asif", { language });
    await page.locator(".sections", { hasText: word }).waitFor();
    await page.locator(".set-row", { hasText: "From the police" }).click();
    await page.locator(".entry").nth(4).waitFor();
    const sets = await page.locator(".sets").boundingBox();
    const set = await page.locator(".set").boundingBox();
    assert.ok(sets.x > set.x);
    assert.equal(await page.locator(".entry-id").first().evaluate((id) => getComputedStyle(id).direction), "ltr");
    if (language === "ur") await browsing.assertAccessible(page);
    await shoot(page, `centre-${language}`);
    await close(page);
  }
});

test("by keyboard alone from sign-in to a change set; no serious fault of accessibility in both themes", async () => {
  for (const theme of ["dark", "light"]) {
    const page = await openAs("bilal", { theme });
    const row = page.locator(".set-row", { hasText: "From the police" });
    await row.waitFor();
    for (let presses = 0; presses < 30; ++presses) {
      await page.keyboard.press("Tab");
      if (await row.evaluate((element) => element === document.activeElement)) break;
    }
    await page.keyboard.press("Enter");
    await page.locator(".entry").nth(4).waitFor();
    await browsing.assertAccessible(page);
    await shoot(page, `centre-${theme}`);
    await close(page);
  }
});

// The last one: it takes the service down.
test("a centre that is killed is told within five seconds, and what is typed is kept", async () => {
  const page = await openAs("amina");
  await page.locator(".set-row").first().waitFor();
  const dialog = await draft(page, { title: "Half a sen" });
  const killed = Date.now();
  await centre.kill();
  await page.locator(".connection-lost").waitFor({ timeout: kTellsLoss_ms });
  console.log(`# a killed centre is told after ${Date.now() - killed} ms`);
  assert.equal(await dialog.locator("input[name=title]").inputValue(), "Half a sen");
  await centre.start();
  await page.locator(".lock").waitFor(); // sessions live as long as the service
  await page.locator(".lock input[name=password]").fill(people.amina.password);
  await page.keyboard.press("Enter");
  await page.locator(".lock").waitFor({ state: "detached" });
  await page.locator(".connection-lost").waitFor({ state: "detached" });
  assert.equal(await dialog.locator("input[name=title]").inputValue(), "Half a sen");
  await close(page);
});
