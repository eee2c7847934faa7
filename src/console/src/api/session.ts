import { Refusal } from "./failure";

/** Who is signed in at this screen. */
export interface Session {
  name: string;
  roles: string[];
  checkpoint: string;
  locked: boolean;
  idle_lock_s: number;
}

/** Another officer's word for the one decision that follows: single use, two minutes. */
export interface SecondOfficer {
  name: string;
  token: string;
}

const kDeadline_ms = 10_000;

async function call(method: string, path: string, body?: object): Promise<Response> {
  const response = await fetch(path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    signal: AbortSignal.timeout(kDeadline_ms),
  });
  if (response.ok) return response;
  if (response.status >= 500) throw new TypeError(`${path} answered ${response.status}`);
  const told = (await response.json().catch(() => ({}))) as { reason?: unknown };
  throw new Refusal(typeof told.reason === "string" ? told.reason : "SESSION_ABSENT");
}

export const currentSession = async (): Promise<Session> =>
  (await call("GET", "/session")).json() as Promise<Session>;

export const signIn = async (name: string, password: string): Promise<Session> =>
  (await call("POST", "/session", { name, password })).json() as Promise<Session>;

export const signOut = () => call("DELETE", "/session");

export const lock = () => call("POST", "/session/lock");

/** Somebody is at the screen: only that keeps the session open, no call made by itself does. */
export const touch = () => call("POST", "/session/touch");

export const unlock = (password: string) => call("POST", "/session/unlock", { password });

export const secondOfficer = async (name: string, password: string): Promise<SecondOfficer> =>
  (await call("POST", "/session/second", { name, password })).json() as Promise<SecondOfficer>;
