// The package against a real chowkid, which is killed under it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";

import { Advice, Light, Presentation, ScreeningClient, ScreeningService, kioskTransport, newRequestId, reasonOf } from "../dist/index.js";
import { Checkpoint, kOfficer } from "../../../../tests/console/checkpoint.mjs";

const kPiece = 256 * 1024;

let checkpoint;
let passport;

before(async () => {
  checkpoint = await Checkpoint.open(process.env.CHOWKI_BIN, process.env.CHOWKI_SPECIMENS);
  checkpoint.chowki("pki", "issue", "--dir", checkpoint.path("pki"), "--name", "kiosk-1", "--role", "kiosk");
  passport = readFileSync(checkpoint.specimens.clear.visible);
});

after(() => checkpoint?.close?.());

const pem = (name) => readFileSync(checkpoint.path(`pki/${name}`), "utf8");

const identity = (name) => ({ authority: pem("ca.crt"), certificate: pem(`${name}.crt`), key: pem(`${name}.key`) });

const kiosk = (policy = {}) =>
  new ScreeningClient(kioskTransport(`localhost:${checkpoint.port}`, identity("kiosk-1")), { pieceBytes: kPiece, ...policy });

const document = (bytes = passport) => ({
  requestId: newRequestId(),
  lane: "arrivals-1",
  pictures: [{ light: Light.VISIBLE, bytes }],
});

async function screenings() {
  const service = createClient(ScreeningService, kioskTransport(`localhost:${checkpoint.port}`, identity("desk")));
  return (await service.listScreenings({ parent: "checkpoints/-", lane: "arrivals-1" })).screenings.length;
}

test("a picture in pieces is answered as a kiosk may hear it, and a repeat gets the first answer", async () => {
  const pieces = [];
  const client = kiosk({ onHeld: (held) => void pieces.push(held) });
  const asked = document();
  const answer = await client.screenAsKiosk(asked);
  assert.equal(answer.advice, Advice.CLEAR);
  assert.equal(answer.presentation, Presentation.READ);
  assert.equal(pieces.length, Math.ceil(passport.length / kPiece));
  assert.equal((await client.screenAsKiosk(asked)).name, answer.name);
  assert.equal(await screenings(), 1);
});

test("killed in the middle of an upload and started again: one screening", async () => {
  const before = await screenings();
  let killed = false;
  const client = kiosk({
    onHeld: async (held, size) => {
      if (killed || held < size / 2) return;
      killed = true;
      await checkpoint.kill();
      await checkpoint.start();
    },
  });
  const answer = await client.screenAsKiosk(document());
  assert.ok(killed);
  assert.equal(answer.advice, Advice.CLEAR);
  assert.equal(await screenings(), before + 1);
});

test("killed in the middle of a call and started again: one screening", async () => {
  for (const wait of [0, 60, 150]) {
    const before = await screenings();
    let restarted;
    const client = kiosk({
      onHeld: (held, size) => {
        if (restarted || held < size) return;
        restarted = sleep(wait).then(() => checkpoint.kill()).then(() => checkpoint.start());
      },
    });
    const answer = await client.screenAsKiosk(document());
    await restarted;
    assert.equal(answer.advice, Advice.CLEAR);
    assert.equal(await screenings(), before + 1);
  }
});

test("what cannot be answered is not asked again", async () => {
  await assert.rejects(kiosk().screen(document(new Uint8Array(100).fill(120))), (error) => {
    assert.equal(reasonOf(error), "IMAGE_FORMAT_UNSUPPORTED");
    return true;
  });
});

test("a kiosk with an officer's certificate gets no answer to show", async () => {
  const client = new ScreeningClient(kioskTransport(`localhost:${checkpoint.port}`, identity("desk")));
  await assert.rejects(client.screenAsKiosk(document()), /role kiosk/);
});

/** The cookie of a session at the web page's port. */
function signIn() {
  return new Promise((done, failed) => {
    const call = request(`${checkpoint.url}session`, {
      method: "POST", ca: pem("ca.crt"), headers: { "Content-Type": "application/json" },
    }, (response) => {
      response.resume();
      done(response.headers["set-cookie"][0].split(";")[0]);
    });
    call.once("error", failed);
    call.end(JSON.stringify(kOfficer));
  });
}

test("a desk with a password does the same over Connect and HTTP/1.1", async () => {
  const cookie = await signIn();
  const withSession = (next) => (call) => {
    call.header.set("Cookie", cookie);
    return next(call);
  };
  const transport = createConnectTransport({
    baseUrl: checkpoint.url, httpVersion: "1.1", nodeOptions: { ca: pem("ca.crt") }, interceptors: [withSession],
  });
  let pieces = 0;
  const client = new ScreeningClient(transport, { pieceBytes: kPiece, onHeld: () => void ++pieces });
  const { answer } = await client.screen(document());
  assert.equal(answer.case, "screening");
  assert.equal(answer.value.verdict.advice, Advice.CLEAR);
  assert.equal(pieces, Math.ceil(passport.length / kPiece));
});
