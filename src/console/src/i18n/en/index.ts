import { actions } from "./actions";
import { findings } from "./findings";
import { page } from "./page";

export const en = { ...page, ...findings, ...actions } as const;
export default en;
