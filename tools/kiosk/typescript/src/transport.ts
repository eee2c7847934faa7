import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";

/** PEM texts, not files. */
export interface Identity {
  authority: string;
  certificate: string; // its role is kiosk
  key: string;
}

// The service closes connections that ping more often than every 30 s.
const kPing_ms = 40_000;
const kPingTimeout_ms = 10_000;

/**
 * gRPC with a certificate: the way of kiosks.
 *
 * A desk that has a password instead speaks Connect to the other port: createConnectTransport of connect-node or
 * connect-web, with the cookie of its session (docs/api.md).
 */
export function kioskTransport(address: string, identity: Identity): Transport {
  return createGrpcTransport({
    baseUrl: `https://${address}`,
    nodeOptions: { ca: identity.authority, cert: identity.certificate, key: identity.key },
    pingIntervalMs: kPing_ms,
    pingTimeoutMs: kPingTimeout_ms,
  });
}
