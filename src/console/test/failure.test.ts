import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { failureOf, Refusal } from "../src/api/failure";
import { ErrorInfoSchema } from "../src/gen/google/rpc/error_details_pb";

const refused = (code: Code, reason: string, metadata = {}) =>
  new ConnectError("", code, undefined, [{ desc: ErrorInfoSchema, value: { reason, metadata } }]);

describe("a call that fails", () => {
  it("is a broken line when nobody answers", () => {
    expect(failureOf(new TypeError("Failed to fetch")).kind).toBe("offline");
    expect(failureOf(ConnectError.from(new TypeError("Failed to fetch"))).kind).toBe("offline");
    expect(failureOf(new ConnectError("", Code.DeadlineExceeded)).kind).toBe("offline");
  });

  it("is a refusal when the service says why, also with a code of a broken line", () => {
    expect(failureOf(refused(Code.Aborted, "ETAG_MISMATCH", { have: "a" }))).toEqual({
      kind: "refused",
      reason: "ETAG_MISMATCH",
      metadata: { have: "a" },
    });
    expect(failureOf(refused(Code.Unavailable, "SHUTTING_DOWN")).kind).toBe("refused");
  });

  it("locks the page or signs out by its reason", () => {
    expect(failureOf(refused(Code.Unauthenticated, "SESSION_LOCKED")).kind).toBe("locked");
    expect(failureOf(new Refusal("SESSION_ABSENT")).kind).toBe("signed_out");
    expect(failureOf(new Refusal("PASSWORD_WRONG")).kind).toBe("refused");
  });
});
