// @vitest-environment happy-dom
import { render } from "preact";
import { beforeEach, describe, expect, it } from "vitest";
import { Advice } from "../src/gen/chowki/screening/v1/advice_pb";
import { FieldsTable } from "../src/view/fields_table";
import { Hits } from "../src/view/hits";
import { MrzStrip } from "../src/view/mrz_strip";
import { AdviceBand } from "../src/view/advice_band";
import { match, mrzField, screening, visualField } from "./sample";

// What a forged document or a bad list may say. None of it may become more than text.
const kHostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>\u202e`;

describe("hostile texts", () => {
  let page: HTMLElement;
  beforeEach(() => {
    document.body.innerHTML = "<div></div>";
    document.title = "chowki";
    page = document.body.firstElementChild as HTMLElement;
  });

  const hostile = screening({
    reading: {
      mrz: { format: "TD3", lines: [kHostile], doubtful: [{ line: 0, column: 3 }] },
      identity: { fields: [mrzField("surname", kHostile), mrzField(kHostile, kHostile)] },
      visual: [visualField("surname", `x${kHostile}`)],
    },
    matches: [
      match({
        action: kHostile,
        authority: kHostile,
        reference: kHostile,
        list: kHostile,
        guidance: { label: kHostile, instruction: kHostile, contact: kHostile, evidence: kHostile },
        signals: [{ id: kHostile, points: 1, query: kHostile, entry: kHostile }],
      }),
    ],
    verdict: { advice: Advice.REFER, reasons: [{ level: Advice.REFER, code: kHostile }] },
  });

  it("stay text in values, hits, zone and advice", () => {
    render(
      <>
        <AdviceBand screening={hostile} />
        <FieldsTable screening={hostile} />
        <Hits screening={hostile} />
        <MrzStrip reading={hostile.reading} />
      </>,
      page,
    );
    expect(page.querySelectorAll("img, script")).toHaveLength(0);
    expect(document.title).toBe("chowki");
    expect(page.textContent).toContain("onerror");
  });

  it("turn nothing around them: every one stands in an element that isolates its direction", () => {
    render(<FieldsTable screening={hostile} />, page);
    const turned = [...page.querySelectorAll("td *")].filter((e) => e.textContent?.includes("\u202e"));
    expect(turned.length).toBeGreaterThan(0);
    for (const element of turned) expect(element.closest("bdi")).not.toBeNull();
  });
});
