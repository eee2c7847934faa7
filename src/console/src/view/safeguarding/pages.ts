import "../../style/safeguarding.css";
import { startSafeguardingWords } from "../../i18n/safeguarding_words";

/** The pages of those who look after people, with their words. */
export { Accesses } from "./accesses";
export { Rates } from "./rates";
export { Referrals } from "./referrals";

await startSafeguardingWords();
