// A real centre with a page: chowki-central with its own authority, trust root, people and keys.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answers, freePort } from "./checkpoint.mjs";

const kStart_ms = 60_000;

const person = (name, role) => ({ name, role, password: `a long way for ${name}` });
export const people = {
  amina: person("amina", "admin"),
  bilal: person("bilal", "approver"),
  chitra: person("chitra", "approver"),
  asif: person("asif", "auditor"),
  sara: person("sara", "supervisor"),
};

export class Centre {
  /** bin: folder of the programs. */
  static async open(bin) {
    const centre = new Centre();
    centre.bin = bin;
    centre.folder = mkdtempSync(join(tmpdir(), "chowki-centre-"));
    centre.port = await freePort();
    centre.pagePort = await freePort();
    centre.prepare();
    await centre.start();
    return centre;
  }

  get url() {
    return `https://127.0.0.1:${this.pagePort}/`;
  }

  path(name) {
    return join(this.folder, name);
  }

  key(name) {
    return this.path(`${name}.key`);
  }

  write(name, text) {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  chowki(...words) {
    return execFileSync(join(this.bin, "chowki"), words, { encoding: "utf8" });
  }

  /** The same with somebody's certificate. */
  as(who, ...words) {
    const identity = ["--ca", this.path("pki/ca.crt"), "--cert", this.path(`pki/${who}.crt`), "--key",
                      this.path(`pki/${who}.key`)];
    return this.chowki(...words, "--server", `localhost:${this.port}`, ...identity);
  }

  prepare() {
    const pki = this.path("pki");
    this.chowki("pki", "init", "--dir", pki, "--name", "console tests");
    const issue = (...words) => this.chowki("pki", "issue", "--dir", pki, "--name", ...words);
    issue("central", "--dns", "localhost", "--ip", "127.0.0.1");
    issue("amina", "--role", "admin");
    for (const post of ["taftan-1", "torkham-2", "wagah-3"]) issue(post, "--role", "device");
    for (const { name, role, password } of Object.values(people)) {
      this.chowki("account", "--store", this.path("accounts.db"), "add", name, "--roles", role,
                  "--password-file", this.write("password", password));
    }
    for (const who of ["rania", "rolf", "centre", "pulse", "amina", "bilal", "chitra"]) {
      this.chowki("keys", "new", this.key(who));
    }
    const keys = [["rania", "root"], ["rolf", "root"], ["centre", "publisher"],
                  ["pulse", "heartbeat,receiver"], ["amina", "author"], ["bilal", "approver"],
                  ["chitra", "approver"]];
    this.chowki("root", "new", this.path("root.bin"), "--deployment", "utopia", "--need", "root=2",
                "--need", "approver=2",
                ...keys.flatMap(([who, roles]) => ["--key", `${who}:${roles}=${this.key(who)}.pub`]),
                "--sign", this.key("rania"), "--sign", this.key("rolf"));
    this.write(
      "central.toml",
      `[listen]
address = "127.0.0.1:${this.port}"
[tls]
certificate = "${pki}/central.crt"
key = "${pki}/central.key"
client_authority = "${pki}/ca.crt"
[enrol]
authority = "${pki}/ca.crt"
authority_key = "${pki}/ca.key"
[store]
where = "sqlite:${this.path("central.db")}"
[trust]
root = "${this.path("root.bin")}"
[keys]
publisher = "${this.key("centre")}"
heartbeat = "${this.key("pulse")}"
[console]
address = "127.0.0.1:${this.pagePort}"
accounts = "${this.path("accounts.db")}"
`,
    );
  }

  async start() {
    const log = openSync(this.path("central.log"), "a");
    const program = join(this.bin, "chowki-central");
    this.service = spawn(program, ["--config", this.path("central.toml")], {
      stdio: ["ignore", log, log],
    });
    const deadline = Date.now() + kStart_ms;
    while (!((await answers(this.port)) && (await answers(this.pagePort)))) {
      if (this.service.exitCode !== null || Date.now() > deadline) {
        throw new Error(`chowki-central did not start: ${readFileSync(this.path("central.log"), "utf8")}`);
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

  /** What a post says of itself. */
  report(post, report) {
    return this.as(post, "call", "chowki.sync.v1.SyncService/ReportState", "--data",
                   JSON.stringify(report));
  }

  async close() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
