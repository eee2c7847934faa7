import { create } from "@bufbuild/protobuf";
import { signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { heldImage } from "../api/images";
import { screenDocument } from "../api/screenings";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { ImageInputSchema } from "../gen/chowki/screening/v1/screening_service_pb";
import { hex } from "../model/digest_hex";
import { corrected, groupOf } from "./party";
import { keep, select } from "./queue";
import { heard, meet } from "./session";
import { wishes } from "./wishes";

export const running = signal(false);
export const failed = signal<Failure | "image_gone" | undefined>(undefined);

/** Lines as people type them: any case, with spaces between; empty lines are none. */
export const typedLines = (text: string): string[] =>
  text
    .toUpperCase()
    .split("\n")
    .map((line) => line.replace(/\s+/g, ""))
    .filter((line) => line !== "");

const wish = wishes();

/** Screens the same images again with the zone as it was typed. True when there is an answer. */
export async function correct(screening: Screening, text: string): Promise<boolean> {
  const typedMrz = typedLines(text);
  const requestId = wish.idOf(screening.name, ...typedMrz);
  running.value = true;
  failed.value = undefined;
  try {
    const images = [];
    for (const { light, sha256 } of screening.images) {
      const image = await heldImage(hex(sha256));
      if (!image) {
        failed.value = "image_gone";
        return false;
      }
      const content = new Uint8Array(await image.content.arrayBuffer());
      images.push(create(ImageInputSchema, { light, content }));
    }
    const { lane, capture, name: corrects } = screening;
    const group = groupOf(corrects);
    const order = { requestId, lane, images, capture, typedMrz, corrects, group };
    const answer = await screenDocument(order, () => undefined);
    heard();
    corrected(answer.name, corrects);
    keep(answer);
    select(answer.name);
    return true;
  } catch (error) {
    failed.value = meet(error);
    return false;
  } finally {
    running.value = false;
  }
}
