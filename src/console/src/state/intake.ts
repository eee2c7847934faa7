import { create } from "@bufbuild/protobuf";
import { signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { screenDocument } from "../api/screenings";
import { Capture } from "../gen/chowki/screening/v1/screening_pb";
import { ImageInputSchema } from "../gen/chowki/screening/v1/screening_service_pb";
import { Light } from "../gen/chowki/type/v1/types_pb";
import { contactLines } from "../model/contacts";
import { joined, party } from "./party";
import { keep, select } from "./queue";
import { heard, meet } from "./session";
import { direction, lane } from "./settings";

export interface Chosen {
  name: string;
  content: Blob;
  light: Light;
  capture: Capture;
}

export const kLargestImage_bytes = 12 * 1024 * 1024;
export const kMostImages = 6;

export const chosen = signal<Chosen[]>([]);
export const stagesDone = signal<string[]>([]);
export const running = signal(false);
export const failed = signal<Failure | undefined>(undefined);

/** The light by what readers call their files: page.infrared.jpg, 0001_UV.png. */
export function guessLight(name: string): Light {
  if (/(^|[^a-z])(ir|infrared|b900)([^a-z]|$)/i.test(name)) return Light.INFRARED;
  if (/(^|[^a-z])(uv|ultraviolet)([^a-z]|$)/i.test(name)) return Light.ULTRAVIOLET;
  return Light.VISIBLE;
}

export function add(name: string, content: Blob, capture: Capture): void {
  if (chosen.value.length >= kMostImages) return;
  chosen.value = [...chosen.value, { name, content, light: guessLight(name), capture }];
}

/** One file among the images makes it a screening from files. */
export const captureOf = (images: Chosen[]): Capture =>
  images.every((image) => image.capture === Capture.CAMERA) ? Capture.CAMERA : Capture.FILE;

export function remove(index: number): void {
  chosen.value = chosen.value.filter((_, place) => place !== index);
}

export function setLight(index: number, light: Light): void {
  chosen.value = chosen.value.map((one, place) => (place === index ? { ...one, light } : one));
}

export const mayStart = (images: Chosen[]): boolean =>
  images.filter((image) => image.light === Light.VISIBLE).length === 1;

/** Telephones, sponsors, addresses as the traveller states them, a line each; undefined: not asked. */
export const contacts = signal<string | undefined>(undefined);

// One id for the same images, told the same: after a broken line the service answers what it answered first.
let request = { id: "", images: [] as Chosen[], told: "" };

/** Screens what was chosen and shows the answer. True when there is one. */
export async function start(): Promise<boolean> {
  const images = chosen.value;
  const group = party.value?.group ?? "";
  const said = { group, direction: direction.value, contacts: contactLines(contacts.value) };
  const told = JSON.stringify(said);
  if (request.images !== images || request.told !== told) {
    request = { id: crypto.randomUUID(), images, told };
  }
  running.value = true;
  failed.value = undefined;
  stagesDone.value = [];
  try {
    const inputs = await Promise.all(
      images.map(async ({ light, content }) =>
        create(ImageInputSchema, { light, content: new Uint8Array(await content.arrayBuffer()) }),
      ),
    );
    const done = (stage: string) => {
      stagesDone.value = [...stagesDone.value, stage];
    };
    const order = {
      requestId: request.id,
      lane: lane.value || "desk",
      images: inputs,
      capture: captureOf(images),
      ...said,
    };
    const screening = await screenDocument(order, done);
    heard();
    joined(screening.name, group);
    keep(screening);
    select(screening.name);
    chosen.value = [];
    contacts.value = undefined;
    return true;
  } catch (error) {
    failed.value = meet(error);
    return false;
  } finally {
    running.value = false;
  }
}
