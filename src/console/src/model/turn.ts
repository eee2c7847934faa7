import type { Point } from "../gen/chowki/type/v1/types_pb";
import type { Box } from "./evidence";

/** Quarter turns clockwise, 0..3. */
export type Turns = 0 | 1 | 2 | 3;

/** The turns that make a document upright which lies turned clockwise by so many degrees. */
export const uprightTurns = (rotationDeg: number): Turns =>
  ((4 - (Math.round(rotationDeg / 90) % 4)) % 4) as Turns;

export const addTurns = (a: number, b: number): Turns => ((((a + b) % 4) + 4) % 4) as Turns;

/** A place in relative coordinates, after the image was turned. */
export function turnPoint({ x, y }: Pick<Point, "x" | "y">, turns: Turns): { x: number; y: number } {
  if (turns === 1) return { x: 1 - y, y: x };
  if (turns === 2) return { x: 1 - x, y: 1 - y };
  if (turns === 3) return { x: y, y: 1 - x };
  return { x, y };
}

/** The SVG transformation that turns an image of this size and leaves its corner at 0, 0. */
export function turnTransform(turns: Turns, width: number, height: number): string {
  if (turns === 1) return `translate(${height} 0) rotate(90)`;
  if (turns === 2) return `translate(${width} ${height}) rotate(180)`;
  if (turns === 3) return `translate(0 ${width}) rotate(270)`;
  return "";
}

/**
 * The corners of a place moved outwards by some pixels, so that a line along them does not cross what
 * it marks.
 */
export function spread(
  corners: { x: number; y: number }[],
  by: number,
): { x: number; y: number }[] {
  const middle = (of: (corner: { x: number; y: number }) => number) =>
    corners.reduce((sum, corner) => sum + of(corner), 0) / corners.length;
  const [middleX, middleY] = [middle((c) => c.x), middle((c) => c.y)];
  return corners.map(({ x, y }) => ({
    x: x + Math.sign(x - middleX) * by,
    y: y + Math.sign(y - middleY) * by,
  }));
}

/** A view around a place, with some of its surroundings, no smaller than a share of the whole. */
export function viewAround(box: Box, width: number, height: number): Box {
  const kSurroundings = 2.2;
  const kLeastShare = 0.3;
  const viewWidth = Math.min(1, Math.max(kLeastShare, box.width * kSurroundings)) * width;
  const viewHeight = (viewWidth * height) / width;
  const middleX = (box.x + box.width / 2) * width;
  const middleY = (box.y + box.height / 2) * height;
  const within = (start: number, length: number, whole: number) =>
    Math.min(Math.max(start, 0), whole - length);
  return {
    x: within(middleX - viewWidth / 2, viewWidth, width),
    y: within(middleY - viewHeight / 2, viewHeight, height),
    width: viewWidth,
    height: viewHeight,
  };
}
