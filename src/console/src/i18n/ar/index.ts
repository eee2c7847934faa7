import type { Catalogue } from "../catalogue";
import { actions } from "./actions";
import { findings } from "./findings";
import { page } from "./page";
import { supervision } from "./supervision";

const texts: Catalogue = { ...page, ...findings, ...actions, ...supervision };
export default texts;
