// The officer's page in Chromium against a real chowkid.
//   CHOWKI_BIN        folder of chowki and chowkid
//   CHOWKI_SPECIMENS  folder of tests/specimens/draw
//   CHOWKI_SHOTS      where to leave pictures; none without it
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Checkpoint, kOfficer, kSecond } from "./checkpoint.mjs";
import * as browsing from "./browser.mjs";
import { kHostile } from "./specimens.mjs";

const { choose, close, shoot, signIn } = browsing;
const kTellsLoss_ms = 5000;

let checkpoint;
let browser;
const names = {};

before(async () => {
  checkpoint = await Checkpoint.open(process.env.CHOWKI_BIN, process.env.CHOWKI_SPECIMENS);
  for (const [what, specimen] of Object.entries(checkpoint.specimens)) {
    names[what] = checkpoint.screen(specimen);
  }
  browser = await browsing.openBrowser();
});

after(async () => {
  await browser?.close();
  await checkpoint?.close();
});

const open = (options) => browsing.openPage(browser, checkpoint.url, options);

async function openSignedIn(options) {
  const page = await open(options);
  await signIn(page);
  return page;
}

const textOf = (page, selector) => page.locator(selector).innerText();

test("a wrong password is told, and forgotten", async () => {
  const page = await open();
  await page.locator("input[name=name]").waitFor();
  const paint_ms = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  );
  console.log(`# first paint of the page: ${Math.round(paint_ms)} ms`);
  await page.locator("input[name=name]").fill(kOfficer.name);
  await page.locator("input[name=password]").fill("wrong password");
  await page.keyboard.press("Enter");
  await page.getByText("Name or password is wrong.").waitFor();
  assert.equal(await page.locator("input[name=password]").inputValue(), "");
  await shoot(page, "sign-in");
  await browsing.assertAccessible(page);
  await close(page);
});

test("evidence and rows of checks lead to each other, by keyboard and by mouse", async () => {
  const page = await openSignedIn();
  await choose(page, names.forged);
  assert.match(await textOf(page, ".band"), /Second line/);
  const row = page.locator(".check", { hasText: "Characters vanish in infrared" });
  const number = await row.locator(".check-number").innerText();

  await page.keyboard.press(number);
  assert.equal(await row.getAttribute("aria-pressed"), "true");
  assert.match(await page.locator(".lights [aria-pressed=true]").innerText(), /Infrared/);
  await page.locator(`.place[data-number="${number}"][data-chosen=true]`).first().waitFor();
  await page.keyboard.press("z");
  await shoot(page, "evidence");
  await page.keyboard.press("z");

  await page.keyboard.press("v");
  const place = page.locator(".place[data-chosen=false]").first();
  const other = await place.getAttribute("data-number");
  await place.locator(".place-number").click();
  const rows = page.locator(".check[aria-pressed=true] .check-number");
  assert.equal(await rows.innerText(), other);
  assert.ok(await page.locator("tr[data-differs=true] .value-differs").first().isVisible());
  await shoot(page, "forged");
  await close(page);
});

test("a screening from a file is on the page when it is answered", async () => {
  const page = await openSignedIn();
  await page.keyboard.press("F8");
  await page.locator("input[type=file]").setInputFiles(checkpoint.specimens.clear.visible);
  const begun = Date.now();
  await page.getByRole("button", { name: "Screen", exact: true }).click();
  await page.locator(".queue-row[aria-current]", { hasText: checkpoint.specimens.clear.fields.surname }).waitFor();
  await page.locator(".band").waitFor();
  console.log(`# from image to result on the page: ${Date.now() - begun} ms`);
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  assert.match(await textOf(page, ".fields"), new RegExp(checkpoint.specimens.clear.fields.document_number));
  assert.match(await textOf(page, ".decision"), /from a file/);
  await close(page);
});

test("documents of one party are taken in together, until the next travellers", async () => {
  const page = await openSignedIn();
  const groups = [];
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
  page.on("request", (request) => {
    // The id of the request, and the group: no other field of it is a UUID.
    if (/ScreenDocumentProgress/.test(request.url())) {
      groups.push(request.postDataBuffer().toString("latin1").match(uuid).slice(1));
    }
  });
  const takeIn = async (contact = "") => {
    await page.keyboard.press("F8");
    await page.locator("input[type=file]").setInputFiles(checkpoint.specimens.clear.visible);
    assert.equal(await page.locator("textarea[name=contacts]").count(), 0); // off, each time
    if (contact !== "") {
      await page.getByLabel("Contacts as stated").check();
      await page.locator("textarea[name=contacts]").fill(contact);
    }
    await shoot(page, "intake");
    await page.getByRole("button", { name: "Screen", exact: true }).click();
    await page.locator("dialog[open]").waitFor({ state: "detached" });
  };
  const chip = page.locator(".queue .party-chip");
  await takeIn();
  await page.keyboard.press("g");
  await takeIn("+00 111\nHotel of the state UTO");
  await takeIn();
  await chip.filter({ hasText: /^2/ }).waitFor();
  await shoot(page, "together");
  await page.keyboard.press("g");
  await chip.waitFor({ state: "detached" });
  await takeIn();
  assert.deepEqual(groups.map((group) => group.length), [0, 1, 1, 0]);
  assert.equal(groups[1][0], groups[2][0]);
  await close(page);
});

test("whom the second line wants to see is told in one grey line, and the advice stays the document's", async () => {
  const drawing = await Checkpoint.open(process.env.CHOWKI_BIN, process.env.CHOWKI_SPECIMENS, 100);
  try {
    const name = drawing.screen(drawing.specimens.clear);
    const page = await browsing.openPage(browser, drawing.url);
    await signIn(page);
    await choose(page, name);
    assert.match(await textOf(page, ".band"), /Nothing found/);
    assert.equal(await textOf(page, ".second-line"), "Second line: routine selection");
    assert.equal(await textOf(page, ".queue-second"), "Second line: routine selection");
    const colours = await page.locator(".second-line, .queue-second").evaluateAll((lines) =>
      lines.map((line) => getComputedStyle(line).color.match(/\d+/g).map(Number)),
    );
    for (const [red, green, blue] of colours) {
      assert.ok(Math.max(red, green, blue) - Math.min(red, green, blue) < 40); // grey
    }
    await browsing.assertAccessible(page);
    await close(page);
  } finally {
    await drawing.close();
  }
});

test("a misread zone is typed, screened again, and marked as typed", async () => {
  const page = await openSignedIn();
  await page.keyboard.press("F8");
  await page.locator("input[type=file]").setInputFiles(checkpoint.specimens.clear.visible);
  await page.getByRole("button", { name: "Screen", exact: true }).click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  const first = await page.locator("main.case").getAttribute("data-name");
  await page.keyboard.press("F7");
  const lines = page.locator(".correction-lines");
  const read = await lines.inputValue();
  await lines.fill(read.slice(0, -1));
  await page.getByRole("button", { name: "Screen again" }).click();
  await page.getByText("These lines are no machine-readable zone").waitFor();
  const number = read.split("\n")[1].slice(0, 9);
  const other = `${number[0] === "X" ? "Y" : "X"}${number.slice(1)}`;
  await lines.fill(read.replace(number, other).toLowerCase());
  await shoot(page, "correction");
  await page.getByRole("button", { name: "Screen again" }).click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  assert.notEqual(await page.locator("main.case").getAttribute("data-name"), first);
  assert.match(await textOf(page, ".mrz"), /Typed by an officer/);
  assert.ok((await textOf(page, ".mrz")).includes(other));
  await page.locator(".check", { hasText: "An officer typed" }).waitFor();
  await close(page);
});

test("a screening of the lane's reader appears by itself", async () => {
  const page = await openSignedIn();
  const before = await page.locator(".queue-row").count();
  const name = checkpoint.screen(checkpoint.specimens.clear);
  await page.locator(`.queue-row[data-name="${name}"]`).waitFor({ timeout: 5000 });
  assert.ok((await page.locator(".queue-row").count()) > before);
  await close(page);
});

test("agreeing with the advice is one key, and it stands in the journal", async () => {
  const page = await openSignedIn();
  await choose(page, names.clear);
  assert.match(await textOf(page, ".band"), /Nothing found/);
  await page.keyboard.press("F2");
  await page.locator(".decision-told").waitFor();
  assert.match(await textOf(page, ".decision-told"), /Goes on.*a\.khan/);
  assert.match(checkpoint.chowki("audit", "verify", "--journal", checkpoint.path("journal.db")), /\d/);
  await close(page);
});

test("refusing is held, has a reason, and is agreed to by another officer", async () => {
  const page = await openSignedIn();
  await choose(page, names.forged);
  await page.keyboard.press("F4"); // too short
  await page.waitForTimeout(700);
  assert.equal(await page.locator(".sheet").count(), 0);

  await page.keyboard.down("F4");
  await page.waitForTimeout(700);
  await page.keyboard.up("F4");
  await page.locator(".sheet textarea").waitFor();
  await page.keyboard.type("The date was altered.");
  const second = page.locator(".second");
  const agree = async ({ name, password }) => {
    await second.locator("input[name=name]").fill(name);
    await second.locator("input[name=password]").fill(password);
    await page.keyboard.press("Enter");
  };
  await agree(kOfficer);
  await page.getByText("The second officer must be another person.").waitFor();
  await agree(kSecond);
  await page.getByText("agrees").waitFor();
  await shoot(page, "second-officer");
  await page.locator(".sheet textarea").press("Control+Enter");
  await page.locator(".decision-told").waitFor();
  assert.match(await textOf(page, ".decision-told"), /Refuse.*a\.khan.*b\.rashid/s);
  await close(page);
});

test("a discreet hit is a code until the note is held open", async () => {
  const page = await openSignedIn();
  await choose(page, names.watched);
  assert.match(await textOf(page, ".band"), /Nothing found/);
  const seen = await textOf(page, ".desk");
  assert.doesNotMatch(seen, /Discreet|listed|Utopian Police|Second line.*note/i);
  assert.match(seen, /C2/);

  await page.keyboard.press("F2");
  await page.getByText("Read the note of this screening first").waitFor();
  await page.keyboard.press("Escape");

  await page.locator(".note-hold").focus();
  await page.keyboard.down("n");
  await page.locator(".note-paper").waitFor();
  assert.match(await textOf(page, ".note-paper"), /Discreet check/);
  await shoot(page, "note");
  await page.keyboard.up("n");
  await page.locator(".note-paper").waitFor({ state: "detached" });

  await choose(page, names.wanted);
  assert.match(await textOf(page, ".band"), /Second line/);
  assert.doesNotMatch(await textOf(page, ".desk"), /arrest|wanted/i);
  await close(page);
});

test("what somebody else decided meanwhile is told, and the words are kept", async () => {
  const page = await openSignedIn();
  await choose(page, names.hostile);
  await page.keyboard.press("F2");
  await page.locator(".sheet").waitFor();
  await page.locator(".sheet textarea").fill("Another face.");
  await page.getByLabel("Not the same").check();
  const second = page.locator(".second");
  await second.locator("input[name=name]").fill(kSecond.name);
  await second.locator("input[name=password]").fill(kSecond.password);
  await page.keyboard.press("Enter");
  await page.getByText("agrees").waitFor();
  let late = false; // no news until it is too late
  await page.route("**/GetScreening", (route) => (late ? route.continue() : route.abort()));
  await page.route("**/RecordDecision", (route) => {
    late = true;
    return route.continue();
  });
  checkpoint.desk("decide", "--screening", names.hostile, "--outcome", "refer");
  await page.locator(".sheet .primary").last().click();
  await page.getByText("changed meanwhile").waitFor();
  assert.equal(await page.locator(".sheet textarea").inputValue(), "Another face.");
  await close(page);
});

test("hostile texts of a list stay texts", async () => {
  const page = await openSignedIn();
  await choose(page, names.hostile);
  await page.locator(".hit-source").waitFor();
  assert.ok((await textOf(page, ".hit-source")).includes(kHostile));
  assert.equal(await page.title(), "chowki");
  assert.equal(await page.locator(".hit img, .hit script").count(), 0);
  await shoot(page, "hit");
  await close(page);
});

test("Urdu is read from right to left, the zone from left to right", async () => {
  const page = await openSignedIn({ language: "ur" });
  await choose(page, names.forged);
  const directionOf = (selector) =>
    page.locator(selector).first().evaluate((element) => getComputedStyle(element).direction);
  assert.equal(await directionOf(".band"), "rtl");
  assert.equal(await directionOf(".mrz-line"), "ltr");
  const queue = await page.locator(".queue").boundingBox();
  const stage = await page.locator(".stage").boundingBox();
  assert.ok(queue.x > stage.x);
  assert.match(await textOf(page, ".band"), /دوسری لائن/);
  assert.ok(await page.evaluate(() => document.fonts.check("16px 'Noto Nastaliq Urdu'", "جانچ")));
  await shoot(page, "urdu");
  await browsing.assertAccessible(page);
  await close(page);
});

test("nothing typed is lost through a lock, by keyboard alone", async () => {
  const page = await openSignedIn();
  await choose(page, names.wanted);
  await page.keyboard.down("n");
  await page.locator(".note-paper").waitFor();
  await page.keyboard.up("n");
  await page.keyboard.press("F2");
  await page.locator(".sheet textarea").fill("Half a sen");
  await page.keyboard.press("Escape");
  await page.locator(".queue-row[aria-current]").focus();
  await page.keyboard.press("l");
  await page.locator(".lock").waitFor();
  assert.equal(await page.locator(".desk").evaluate((desk) => getComputedStyle(desk).visibility), "hidden");
  await page.keyboard.type(kOfficer.password);
  await page.keyboard.press("Enter");
  await page.locator(".lock").waitFor({ state: "detached" });
  await page.keyboard.press("F2");
  assert.equal(await page.locator(".sheet textarea").inputValue(), "Half a sen");
  await close(page);
});

test("no serious fault of accessibility, in both themes", async () => {
  for (const theme of ["dark", "light"]) {
    const page = await openSignedIn({ theme });
    await choose(page, names.hostile);
    await page.keyboard.press("F2");
    await page.locator(".sheet").waitFor();
    await browsing.assertAccessible(page);
    await page.keyboard.press("Escape");
    await choose(page, names.forged);
    await shoot(page, `desk-${theme}`);
    await page.locator(".queue-row[aria-current]").focus();
    await page.keyboard.press("?");
    await page.locator("dialog[open]").waitFor();
    await browsing.assertAccessible(page);
    await close(page);
  }
});

// The last one: it takes the service down.
test("a service that is killed is told within five seconds, and nothing typed is lost", async () => {
  const page = await openSignedIn();
  await choose(page, names.forged);
  await page.keyboard.press("F2");
  const note = page.locator(".sheet textarea");
  await note.fill("Compared by hand.");
  const killed = Date.now();
  await checkpoint.kill();
  await page.locator(".connection-lost").waitFor({ timeout: kTellsLoss_ms });
  console.log(`# a killed service is told after ${Date.now() - killed} ms`);
  assert.equal(await note.inputValue(), "Compared by hand.");
  await shoot(page, "lost");

  await checkpoint.start();
  await page.locator(".lock").waitFor(); // sessions live as long as the service
  await page.locator(".lock input[name=password]").fill(kOfficer.password);
  await page.keyboard.press("Enter");
  await page.locator(".lock").waitFor({ state: "detached" });
  await page.locator(".connection-lost").waitFor({ state: "detached" });
  assert.equal(await note.inputValue(), "Compared by hand.");
  await close(page);
});
