import { t } from "../i18n/translate";
import { timeText } from "../i18n/wording";
import { lostSince } from "../state/session";

export function ConnectionBanner() {
  return (
    <div class="connection" role="alert">
      {lostSince.value > 0 && (
        <p class="connection-lost">
          {t("connection.lost", { time: timeText(new Date(lostSince.value)) })}
        </p>
      )}
    </div>
  );
}
