import { render } from "preact";
import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/dialogs.css";
import "./style/centre.css";
import { startCentreWords } from "./i18n/centre_words";
import { startClock } from "./state/clock";
import { startIdleLock } from "./state/idle";
import { resume } from "./state/session";
import { startSettings } from "./state/settings";
import { CentreApp } from "./view/centre/app";

await startCentreWords();
await startSettings();
startClock();
startIdleLock();
render(<CentreApp />, document.getElementById("app") as HTMLElement);
await resume();
