import { trustRoots } from "../../api/centre";
import { newestBundle } from "../../api/bundle";
import { newestRoot } from "../../model/centre/signing";
import { attempt } from "./attempt";
import { shortName, watchlists } from "./changes";

/** All that is published as a file for a stick, which a post proves as it would what comes by line. */
export const downloadBundle = () =>
  attempt(async () => {
    const roots = await trustRoots();
    const { deployment } = newestRoot(roots);
    const lists = watchlists.value.filter(({ newest }) => newest).map(({ name }) => shortName(name));
    const bundle = await newestBundle(deployment, roots, lists.sort());
    const address = URL.createObjectURL(bundle);
    const link = document.createElement("a");
    link.href = address;
    link.download = `${deployment}.chb`;
    link.click();
    URL.revokeObjectURL(address);
  });
