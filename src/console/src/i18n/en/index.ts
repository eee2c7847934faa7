import { actions } from "./actions";
import { findings } from "./findings";
import { page } from "./page";
import { supervision } from "./supervision";

export const en = { ...page, ...findings, ...actions, ...supervision } as const;
export default en;
