// A real checkpoint with a page: chowkid with its own authority, watchlist, accounts and journal.
import { execFileSync, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { specimensIn, watchlistOf } from "./specimens.mjs";

const kStart_ms = 60_000;

export const kOfficer = { name: "a.khan", password: "correct horse one" };
export const kSecond = { name: "b.rashid", password: "correct horse two" };
export const kSupervisor = {
  name: "c.baloch",
  password: "correct horse three",
  roles: "officer,supervisor",
};
export const kSafeguarding = { name: "d.sahar", password: "correct horse four", roles: "safeguarding" };
export const kSafeguardingToo = { name: "e.noor", password: "correct horse five", roles: "safeguarding" };
export const kAuditor = { name: "f.tariq", password: "correct horse six", roles: "auditor" };
const kPeople = [kOfficer, kSecond, kSupervisor, kSafeguarding, kSafeguardingToo, kAuditor];

const kContacts = `[[contact]]
role = "child_protection"
name = "Child protection of Utopia"
telephone = "+00 100 200"
languages = ["en", "ur"]
hours = "day and night"
[[contact]]
role = "victim_support"
name = "House of help"
telephone = "+00 100 201"
languages = ["en"]
hours = "08-20"
`;

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export async function answers(port) {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => done(true) || socket.destroy());
    socket.once("error", () => done(false));
  });
}

export class Checkpoint {
  /** bin: folder of the programs; drawn: travellers in a hundred whom the second line sees for no reason. */
  static async open(bin, specimenFolder, drawn = 0) {
    const checkpoint = new Checkpoint();
    checkpoint.drawn = drawn;
    checkpoint.bin = bin;
    checkpoint.folder = mkdtempSync(join(tmpdir(), "chowki-console-"));
    checkpoint.specimens = specimensIn(specimenFolder);
    checkpoint.port = await freePort();
    checkpoint.consolePort = await freePort();
    checkpoint.prepare();
    await checkpoint.start();
    return checkpoint;
  }

  get url() {
    return `https://127.0.0.1:${this.consolePort}/`;
  }

  path(name) {
    return join(this.folder, name);
  }

  /** chowki's own words. */
  chowki(...words) {
    return execFileSync(join(this.bin, "chowki"), words, { encoding: "utf8" });
  }

  /** The same as a desk with a certificate of its own. */
  desk(...words) {
    const identity = ["--ca", "ca.crt", "--cert", "desk.crt", "--key", "desk.key"].map((word) =>
      word.startsWith("--") ? word : join(this.path("pki"), word),
    );
    return this.chowki(...words, "--server", `localhost:${this.port}`, ...identity);
  }

  prepare() {
    const pki = this.path("pki");
    this.chowki("pki", "init", "--dir", pki, "--name", "console tests");
    const issue = (...words) => this.chowki("pki", "issue", "--dir", pki, "--name", ...words);
    issue("checkpoint", "--dns", "localhost", "--ip", "127.0.0.1");
    issue("desk", "--role", "officer");
    for (const { name, password, roles } of kPeople) {
      writeFileSync(this.path("password"), password);
      this.chowki("account", "--store", this.path("accounts.db"), "add", name, "--roles", roles ?? "officer",
                  "--password-file", this.path("password"));
    }
    this.buildList(watchlistOf(this.specimens));
    writeFileSync(this.path("safeguarding.toml"), kContacts, { mode: 0o600 });
    writeFileSync(
      this.path("chowkid.toml"),
      `[listen]
address = "127.0.0.1:${this.port}"
[tls]
certificate = "${pki}/checkpoint.crt"
key = "${pki}/checkpoint.key"
client_authority = "${pki}/ca.crt"
[checkpoint]
name = "checkpoint-1"
[watchlist]
file = "${this.path("list.db")}"
[journal]
file = "${this.path("journal.db")}"
[safeguarding]
file = "${this.path("safeguarding.toml")}"
random_share_percent = ${this.drawn}
[console]
address = "127.0.0.1:${this.consolePort}"
accounts = "${this.path("accounts.db")}"
`,
    );
  }

  /** The watchlist of chowki's own CSV, in the place of the one before. */
  buildList(csv) {
    writeFileSync(this.path("list.csv"), csv);
    this.chowki("list", "build", "--out", this.path("list.db"), "--list", "national", "--from",
                `csv:${this.path("list.csv")}`);
  }

  async start() {
    const log = openSync(this.path("chowkid.log"), "a");
    const program = join(this.bin, "chowkid");
    this.service = spawn(program, ["--config", this.path("chowkid.toml")], {
      stdio: ["ignore", log, log],
    });
    const deadline = Date.now() + kStart_ms;
    while (!((await answers(this.port)) && (await answers(this.consolePort)))) {
      if (this.service.exitCode !== null || Date.now() > deadline) {
        throw new Error(`chowkid did not start: ${readFileSync(this.path("chowkid.log"), "utf8")}`);
      }
      await sleep(100);
    }
  }

  /** As when the power goes. */
  async kill() {
    const gone = new Promise((done) => this.service.once("exit", done));
    this.service.kill("SIGKILL");
    await gone;
  }

  /** Has a document screened by the lane's reader; returns the screening's name. */
  screen({ visible, infrared, ultraviolet }, lane = "arrivals-1") {
    const lights = [];
    if (infrared) lights.push("--infrared", infrared);
    if (ultraviolet) lights.push("--ultraviolet", ultraviolet);
    const told = this.desk("screen", "--lane", lane, "--output", "jsonl", "--visible", visible,
                           ...lights);
    return JSON.parse(told).name;
  }

  async close() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
