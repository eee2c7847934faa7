import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "../gen/google/rpc/error_details_pb";

/** Why a call failed, as the page needs it: whether to wait, to sign in, or to say what was refused. */
export type Failure =
  | { kind: "offline" }
  | { kind: "locked" | "signed_out" | "refused"; reason: string; metadata: Record<string, string> };

const kNoAnswer = [Code.Unavailable, Code.DeadlineExceeded, Code.Canceled];

export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return ofReason(error.reason, {});
  if (error instanceof TypeError) return { kind: "offline" }; // what fetch throws without a line
  const connectError = ConnectError.from(error);
  const [info] = connectError.findDetails(ErrorInfoSchema);
  if (info) return ofReason(info.reason, info.metadata);
  if (connectError.cause instanceof TypeError || kNoAnswer.includes(connectError.code)) {
    return { kind: "offline" };
  }
  if (connectError.code === Code.Unauthenticated) return ofReason("SESSION_ABSENT", {});
  return ofReason(Code[connectError.code] ?? "INTERNAL", {});
}

function ofReason(reason: string, metadata: Record<string, string>): Failure {
  if (reason === "SESSION_LOCKED") return { kind: "locked", reason, metadata };
  if (reason === "SESSION_ABSENT") return { kind: "signed_out", reason, metadata };
  return { kind: "refused", reason, metadata };
}

/** An answer of the session's own addresses that is not a yes. */
export class Refusal extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}
