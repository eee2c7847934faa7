import { signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import * as api from "../api/referrals";
import type { GetReferralRatesResponse } from "../gen/chowki/referral/v1/referral_service_pb";
import { heard, meet } from "./session";
import { wishes } from "./wishes";

export type RateSpan = "month" | "quarter" | "year";

const kDay_ms = 86_400_000;
const kDays: Readonly<Record<RateSpan, number>> = { month: 30, quarter: 90, year: 365 };

export const span = signal<RateSpan>("month");
export const told = signal<GetReferralRatesResponse | undefined>(undefined);
export const busy = signal(false);
export const failed = signal<Failure | undefined>(undefined);

let asked = 0;

export async function read(): Promise<void> {
  const mine = ++asked;
  failed.value = undefined;
  const now = Date.now();
  try {
    const answer = await api.referralRates(new Date(now - kDays[span.value] * kDay_ms), new Date(now));
    heard();
    if (mine === asked) told.value = answer;
  } catch (error) {
    if (mine === asked) failed.value = meet(error);
  }
}

const wish = wishes();

/** Holds a rule, or lets it count again. True when it is done. */
export async function review(rule: string, held: boolean, reason: string): Promise<boolean> {
  busy.value = true;
  failed.value = undefined;
  try {
    await api.reviewRule(wish.idOf(rule, String(held), reason), rule, held, reason);
    heard();
    wish.fulfilled();
    await read();
    return true;
  } catch (error) {
    failed.value = meet(error);
    return false;
  } finally {
    busy.value = false;
  }
}
