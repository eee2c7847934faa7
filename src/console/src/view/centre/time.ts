import { language } from "../../i18n/translate";

/** Day and time, in the digits of the MRZ. */
export function dayTimeText(time: Date): string {
  const format = new Intl.DateTimeFormat(`${language.value}-u-nu-latn-ca-gregory`, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
  });
  return format.format(time);
}

export const dayText = (time: Date): string => time.toISOString().slice(0, 10);

export const ofStamp = (stamp: { seconds: bigint } | undefined): Date =>
  new Date(Number(stamp?.seconds ?? 0n) * 1000);
