import { isLanguage, type Language, languages } from "../i18n/catalogue";
import { language, t } from "../i18n/translate";
import { chooseLanguage } from "../state/settings";

export function LanguageChoice() {
  return (
    <select
      class="language"
      aria-label={t("header.language")}
      value={language.value}
      onChange={({ currentTarget }) => {
        if (isLanguage(currentTarget.value)) void chooseLanguage(currentTarget.value);
      }}
    >
      {(Object.keys(languages) as Language[]).map((code) => (
        <option key={code} value={code} lang={code}>
          {languages[code].name}
        </option>
      ))}
    </select>
  );
}
