// The supervisor's pages in Chromium against a real chowkid. The environment: officer_page.test.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Checkpoint, kOfficer, kSecond, kSupervisor } from "./checkpoint.mjs";
import * as browsing from "./browser.mjs";
import { kHostile, watchlistOf } from "./specimens.mjs";

const { choose, close, shoot, signIn } = browsing;

let checkpoint;
let browser;
const names = {};

before(async () => {
  checkpoint = await Checkpoint.open(process.env.CHOWKI_BIN, process.env.CHOWKI_SPECIMENS);
  for (const [what, specimen] of Object.entries(checkpoint.specimens)) {
    names[what] = checkpoint.screen(specimen, what === "hostile" ? "arrivals-2" : "arrivals-1");
  }
  // A version that says more of one of them. The service looks back a minute later: the last test's.
  checkpoint.buildList(watchlistOf(checkpoint.specimens, { missing: checkpoint.specimens.hostile }));
  browser = await browsing.openBrowser();
});

after(async () => {
  await browser?.close();
  await checkpoint?.close();
});

async function openAs(person, page = "desk", options = {}) {
  const opened = await browsing.openPage(browser, checkpoint.url, options);
  await signIn(opened, person);
  if (page !== "desk") await opened.locator(`.page-tab[data-page=${page}]`).click();
  return opened;
}

const textOf = (page, selector) => page.locator(selector).innerText();
const rowOf = (page, name) => page.locator(`.listing tr[data-name="${name}"]`);

/** As choose, where the service may hold the image no longer. */
async function show(page, name) {
  await page.locator(`.queue-row[data-name="${name}"]`).click();
  await page.locator(`.case[data-name="${name}"]`).waitFor();
}

/** Holds F4 at the desk, says why, and lets it wait. */
async function refuseAndWait(page, name, why) {
  await show(page, name);
  await page.keyboard.down("F4");
  await page.waitForTimeout(700);
  await page.keyboard.up("F4");
  await page.locator(".sheet textarea").fill(why);
  for (const same of await page.getByLabel("Same", { exact: true }).all()) await same.check();
  await page.getByLabel("Let it wait for a second signature").check();
  assert.equal(await page.locator(".second input[name=name]").count(), 0);
  await page.locator(".sheet textarea").press("Control+Enter");
  await page.locator(".decision-not-held").waitFor();
}

test("an officer has no page of the supervisor, by its address neither", async () => {
  const page = await openAs(kOfficer);
  const tabs = await page.locator(".page-tab").allInnerTexts();
  assert.deepEqual(tabs, ["Desk", "Late alerts", "Provisional entries"]);
  await page.evaluate(() => {
    location.hash = "/statistics";
  });
  await page.waitForTimeout(300);
  assert.equal(await page.locator(".plot").count(), 0);
  const answer = await page.evaluate(async () => {
    const response = await fetch("/chowki.screening.v1.ScreeningService/GetStatistics", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        parent: "checkpoints/-",
        fromTime: "2026-01-01T00:00:00Z",
        toTime: "2026-01-02T00:00:00Z",
      }),
    });
    return (await response.json()).reason;
  });
  assert.equal(answer, "ROLE_MISSING");
  await close(page);
});

test("the list is narrowed by lane, advice and reason, and a row opens the whole case", async () => {
  const page = await openAs(kSupervisor, "screenings");
  await rowOf(page, names.clear).waitFor();
  assert.equal(await page.locator(".listing tbody tr").count(), 5);
  await rowOf(page, names.hostile).locator(".queue-name").waitFor();
  await shoot(page, "supervisor-screenings");

  await page.locator("input[name=lane]").fill("arrivals-2");
  await page.keyboard.press("Enter");
  await rowOf(page, names.clear).waitFor({ state: "detached" });
  assert.equal(await page.locator(".listing tbody tr").count(), 1);
  await page.getByRole("button", { name: "Clear" }).click();
  await rowOf(page, names.clear).waitFor();

  await page.locator("select[name=advice]").selectOption({ label: "Second line" });
  await rowOf(page, names.clear).waitFor({ state: "detached" });
  assert.equal(await rowOf(page, names.forged).count(), 1);
  await page.locator("select[name=band]").selectOption({ label: "exact document" });
  await rowOf(page, names.forged).waitFor({ state: "detached" });
  assert.equal(await rowOf(page, names.wanted).count(), 1);
  await page.getByRole("button", { name: "Clear" }).click();
  await rowOf(page, names.forged).waitFor();

  await rowOf(page, names.forged).locator(".queue-name").waitFor(); // its record has come
  const reason = await rowOf(page, names.forged).locator("td").nth(4).innerText();
  await page.locator("select[name=reason]").selectOption({ label: reason });
  await rowOf(page, names.clear).waitFor({ state: "detached" });
  await rowOf(page, names.forged).locator("button").focus();
  await page.keyboard.press("Enter");
  await page.locator(`.case[data-name="${names.forged}"]`).waitFor();
  assert.match(await textOf(page, ".band"), /Second line/);
  // The officer's keys do nothing here.
  await page.keyboard.press("F2");
  assert.equal(await page.locator(".sheet").count(), 0);
  await page.locator(".page-back button").focus();
  await page.keyboard.press("Escape");
  await rowOf(page, names.forged).waitFor();
  await browsing.assertAccessible(page);
  await close(page);
});

test("a decision waits over a restart, another officer signs it, never the first", async () => {
  const first = await openAs(kOfficer);
  await refuseAndWait(first, names.forged, `The date was altered. ${kHostile}`);
  assert.match(await textOf(first, ".decision-told"), /Refuse.*waits for a second signature/);
  await close(first);
  await checkpoint.kill();
  await checkpoint.start();

  const page = await openAs(kSupervisor, "signatures");
  await page.locator(`.queue-row[data-name="${names.forged}"]`).waitFor();
  assert.equal(await textOf(page, ".page-count"), "1");
  await page.locator("body").press("ArrowDown");
  await page.locator(`.case[data-name="${names.forged}"]`).waitFor();
  const told = await textOf(page, ".decision");
  assert.match(told, /Refuse.*a\.khan.*decided/s);
  assert.ok(told.includes(kHostile));
  assert.equal(await page.title(), "chowki");
  await page.locator(".drawing image, .stage .muted").first().waitFor();
  await shoot(page, "supervisor-signatures");
  await browsing.assertAccessible(page);
  await page.keyboard.press("F9");
  await page.getByText("No decision waits for a signature.").waitFor();
  assert.match(await textOf(page, ".decision-told"), /Refuse.*a\.khan.*c\.baloch/s);
  assert.equal(await page.locator(".page-count").count(), 0);
  assert.match(checkpoint.chowki("audit", "verify", "--journal", checkpoint.path("journal.db")), /\d/);

  // His own he cannot sign: the page says so, and the service refuses.
  await page.locator(".page-tab[data-page=desk]").click();
  await refuseAndWait(page, names.clear, "Another face.");
  await page.locator(".page-tab[data-page=signatures]").click();
  await page.locator(`.queue-row[data-name="${names.clear}"]`).click();
  await page.getByText("You decided this yourself").waitFor();
  assert.ok(await page.locator(".signs").isDisabled());
  const refusal = await page.evaluate(async (name) => {
    const call = async (method, body) => {
      const response = await fetch(`/chowki.screening.v1.ScreeningService/${method}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      return response.json();
    };
    const { etag } = await call("GetScreening", { name });
    return (await call("SignDecision", { name, etag, requestId: crypto.randomUUID() })).reason;
  }, names.clear);
  assert.equal(refusal, "SECOND_OFFICER_SAME");
  await close(page);
});

test("what is sent back is told to the officer, by keyboard alone", async () => {
  const first = await openAs(kSecond);
  await refuseAndWait(first, names.hostile, "Looks wrong.");
  const page = await openAs(kSupervisor, "signatures");
  await page.locator(`.queue-row[data-name="${names.hostile}"]`).waitFor();
  await page.locator(`.queue-row[data-name="${names.hostile}"]`).focus();
  await page.keyboard.press("Enter");
  await page.locator(`.case[data-name="${names.hostile}"]`).waitFor();
  await page.keyboard.press("F6");
  await page.locator(".sheet input:focus").waitFor();
  await page.keyboard.type("Say which date.");
  await page.keyboard.press("Enter");
  await page.locator(`.queue-row[data-name="${names.hostile}"]`).waitFor({ state: "detached" });
  await first.getByText("Say which date.").waitFor({ timeout: 5000 });
  assert.match(await textOf(first, ".decision-told"), /c\.baloch.*sent.*Refuse.*back/s);
  assert.match(
    await textOf(first, `.queue-row[data-name="${names.hostile}"]`),
    /sent back/,
  );
  await close(first);
  await close(page);
});

test("a discreet hit is read before it is signed", async () => {
  const first = await openAs(kSecond);
  await show(first, names.watched);
  await first.keyboard.down("n");
  await first.locator(".note-paper").waitFor();
  await first.keyboard.up("n");
  await refuseAndWait(first, names.watched, "Told by hand.");
  await close(first);

  const page = await openAs(kSupervisor, "signatures");
  await page.locator(`.queue-row[data-name="${names.watched}"]`).click();
  await page.getByText("Read the note of this screening first").waitFor();
  assert.ok(await page.locator(".signs").isDisabled());
  await page.keyboard.down("n");
  await page.locator(".note-paper").waitFor();
  await page.keyboard.up("n");
  await page.keyboard.press("F9");
  await page.locator(`.queue-row[data-name="${names.watched}"]`).waitFor({ state: "detached" });
  await close(page);
});

test("statistics are drawn, and hold nobody's name", async () => {
  for (let i = 0; i < 6; ++i) checkpoint.screen(checkpoint.specimens[i % 2 ? "clear" : "forged"]);
  const page = await openAs(kSupervisor, "statistics");
  await page.locator(".tiles").waitFor();
  assert.match(await textOf(page, ".tile:first-child"), /11/);
  await page.getByRole("button", { name: "24 hours" }).click();
  await page.getByText("Screenings by hour").waitFor();
  assert.ok((await page.locator(".columns .segment").count()) > 0);
  assert.match(await textOf(page, ".plot-table"), /\d+\S* of \S*\d/);
  const seen = await textOf(page, ".page");
  for (const { fields } of Object.values(checkpoint.specimens).filter(({ fields }) => fields)) {
    assert.ok(!seen.includes(fields.document_number));
    assert.ok(!seen.includes(fields.surname));
  }
  await browsing.assertAccessible(page);
  await shoot(page, "supervisor-statistics");
  await page.locator(".header .icon").first().click();
  await browsing.assertAccessible(page);
  await shoot(page, "supervisor-statistics-light");
  await close(page);
});

test("in Urdu the plots begin at the right", async () => {
  const page = await openAs(kSupervisor, "statistics", { language: "ur" });
  await page.locator(".columns").waitFor();
  const columns = await page.locator(".columns").boundingBox();
  const segment = await page.locator(".columns .segment").first().boundingBox();
  // Today is the last column: at the left end where one reads to the left.
  assert.ok(segment.x < columns.x + columns.width / 2);
  await page.locator(".tiles").waitFor();
  await shoot(page, "supervisor-urdu");
  await browsing.assertAccessible(page);
  for (const name of ["screenings", "signatures", "provisional"]) {
    await page.locator(`.page-tab[data-page=${name}]`).click();
    await page.waitForTimeout(400);
    await browsing.assertAccessible(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false);
    await shoot(page, `supervisor-urdu-${name}`);
  }
  await close(page);
});

test("one officer proposes an entry from a screening, another confirms it and it matches", async () => {
  const first = await openAs(kOfficer);
  await choose(first, names.clear);
  await first.locator(".page-tab[data-page=provisional]").click();
  await first.getByRole("button", { name: "Take from the chosen screening" }).click();
  const { fields } = checkpoint.specimens.clear;
  assert.equal(await first.locator("input[name=surname]").inputValue(), fields.surname);
  assert.ok((await first.locator("input[name=documents]").inputValue()).includes("UTO:"));
  await first.locator("select[name=category]").selectOption({ label: "Wanted" });
  await first.locator("input[name=birth_dates]").fill("31 February");
  await first.locator("input[name=authority]").fill(kHostile);
  await first.locator("input[name=reason]").fill(`Call from the capital. ${kHostile}`);
  await first.getByRole("button", { name: "Propose", exact: true }).click();
  await first.getByText("A value is not allowed").waitFor();
  await first.locator("input[name=birth_dates]").fill("");
  await first.getByRole("button", { name: "Propose", exact: true }).click();
  await first.locator(".entry[data-state=PROPOSED]").waitFor();
  assert.equal(await first.locator("input[name=surname]").inputValue(), "");
  assert.ok((await textOf(first, ".entry")).includes(kHostile));
  assert.equal(await first.getByRole("button", { name: "Confirm" }).count(), 0);
  assert.equal(await first.title(), "chowki");
  await shoot(first, "provisional");
  await browsing.assertAccessible(first);
  await close(first);

  const page = await openAs(kSecond, "provisional");
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.locator(".entry[data-state=CONFIRMED]").waitFor();
  const name = checkpoint.screen(checkpoint.specimens.clear);
  await page.locator(".page-tab[data-page=desk]").click();
  await choose(page, name);
  assert.match(await textOf(page, ".band"), /Second line/);

  await page.locator(".page-tab[data-page=provisional]").click();
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByLabel("Why it is taken back").fill("Another person.");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing is on the post's own list.").waitFor();
  await page.getByLabel("Also those that ended").check();
  await page.getByText("Another person.").waitFor();
  await close(page);
});

test("who is on a newer list is told late, shown first where he is to be protected, and answered", async () => {
  const page = await openAs(kOfficer, "late");
  const alert = page.locator(".late", { hasText: "May be a missing person" });
  await alert.waitFor({ timeout: 90_000 });
  assert.match(await alert.innerText(), /Protection first.*arrivals-2.*Missing person.*national\S* v/s);
  assert.match(await textOf(page, ".page-tab[data-page=late]"), /Late alerts\s*1/);
  await shoot(page, "late");
  await browsing.assertAccessible(page);
  await alert.getByRole("button", { name: "Show the screening" }).click();
  await page.locator(`.case[data-name="${names.hostile}"]`).waitFor();
  await page.locator(".page-tab[data-page=late]").click();

  assert.ok(await alert.getByRole("button", { name: "Answer" }).isDisabled());
  await alert.locator("select[name=outcome]").selectOption({ label: "Another person" });
  await alert.locator("input[name=note]").fill(kHostile);
  await page.keyboard.press("Enter");
  await page.getByText("No late alert waits for an answer.").waitFor();
  await page.getByLabel("Also answered").check();
  assert.ok((await alert.innerText()).includes(kHostile));
  assert.match(await alert.innerText(), /Another person.*a\.khan/s);
  await close(page);
});
