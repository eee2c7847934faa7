import type { Catalogue } from "../catalogue";
import { actions } from "./actions";
import { findings } from "./findings";
import { page } from "./page";

const texts: Catalogue = { ...page, ...findings, ...actions };
export default texts;
