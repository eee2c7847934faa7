import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { meet } from "../state/session";

/** A view whose files are asked for when it is first shown. */
export function later(load: () => Promise<ComponentType>): ComponentType {
  return function Later() {
    const [loaded, setLoaded] = useState<{ View: ComponentType }>();
    useEffect(() => {
      load().then((View) => setLoaded({ View }), meet);
    }, []);
    return loaded ? <loaded.View /> : <main class="page" />;
  };
}
