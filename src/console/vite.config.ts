import { defineConfig } from "vitest/config";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2022",
    // Our content security policy has no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // A page each: of a checkpoint, of the centre.
    rollupOptions: { input: ["index.html", "centre.html"] },
  },
  server: { fs: { allow: ["../.."] } }, // the tests read docs/
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    pool: "threads",
    poolOptions: { threads: { singleThread: true } }, // starting a thread costs more than the tests
  },
});
