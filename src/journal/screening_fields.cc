#include "journal/screening_fields.h"

// Fields(archive, value) stands in the namespace of its value, where the archive finds it; likewise
// the Name() of enums that have none of their own. A member that is added to a value is added here.

namespace chowki {

template <typename Archive>
void Fields(Archive& a, Size& v) {
  a("width", v.width);
  a("height", v.height);
}

template <typename Archive>
void Fields(Archive& a, PartialDate& v) {
  a("year", v.year);
  a("month", v.month);
  a("day", v.day);
}

}  // namespace chowki

namespace chowki::capture {

template <typename Archive>
void Fields(Archive& a, Quality& v) {
  a("sharpness", v.sharpness);
  a("mean_brightness", v.mean_brightness);
  a("contrast", v.contrast);
  a("dark_share", v.dark_share);
  a("saturated_share", v.saturated_share);
  a("largest_glare_share", v.largest_glare_share);
}

}  // namespace chowki::capture

namespace chowki::icao {

template <typename Archive>
void Fields(Archive& a, CheckDigitResult& v) {
  a("field", v.field);
  a("stated", v.stated);
  a("computed", v.computed);
  a("valid", v.valid);
  a("line", v.line);
  a("column", v.column);
}

template <typename Archive>
void Fields(Archive& a, MrzRecord& v) {
  a("format", v.format);
  a("lines", v.lines);
  a("document_code", v.document_code);
  a("issuing_state", v.issuing_state);
  a("surname", v.surname);
  a("given_names", v.given_names);
  a("name_may_be_truncated", v.name_may_be_truncated);
  a("document_number", v.document_number);
  a("nationality", v.nationality);
  a("birth_date_text", v.birth_date_text);
  a("birth_date", v.birth_date);
  a("sex", v.sex);
  a("sex_text", v.sex_text);
  a("expiry_date_text", v.expiry_date_text);
  a("expiry_date", v.expiry_date);
  a("optional_data", v.optional_data);
  a("optional_data_2", v.optional_data_2);
  a("check_digits", v.check_digits);
}

}  // namespace chowki::icao

namespace chowki::read {

static std::string_view Name(MrzStatus status) {
  switch (status) {
    case MrzStatus::kRead:
      return "read";
    case MrzStatus::kAbsent:
      return "absent";
    case MrzStatus::kUnreadable:
      return "unreadable";
  }
  Die(__FILE__, __LINE__, "no such status");
}

template <typename Archive, typename T>
void Fields(Archive& a, Reading<T>& v) {
  a("value", v.value);
  a("confidence", v.confidence);
  a("source", v.source);
  a("region", v.region);
  a("raw", v.raw);
}

template <typename Archive>
void Fields(Archive& a, Repair& v) {
  a("line", v.line);
  a("column", v.column);
  a("from", v.from);
  a("to", v.to);
  a("reason", v.reason);
}

template <typename Archive>
void Fields(Archive& a, Doubt& v) {
  a("line", v.line);
  a("column", v.column);
  a("alternatives", v.alternatives);
}

template <typename Archive>
void Fields(Archive& a, MrzReading& v) {
  a("status", v.status);
  a("format", v.format);
  a("lines", v.lines);
  a("raw_lines", v.raw_lines);
  a("repairs", v.repairs);
  a("doubtful", v.doubtful);
  a("ambiguous", v.ambiguous);
  a("confidence", v.confidence);
  a("certain", v.certain);
  a("region", v.region);
  a("rotation_deg", v.rotation_deg);
  a("ppi", v.ppi);
  a.Added("typed", v.typed);
}

template <typename Archive>
void Fields(Archive& a, Transcript& v) {
  a("mrz", v.mrz);
  a("visual", v.visual);
  a("overprints", v.overprints);
}

template <typename Archive>
void Fields(Archive& a, Identity& v) {
  a("surname", v.surname);
  a("given_names", v.given_names);
  a("name_may_be_truncated", v.name_may_be_truncated);
  a("birth_date", v.birth_date);
  a("sex", v.sex);
  a("nationality", v.nationality);
  a("issuing_state", v.issuing_state);
  a("document_code", v.document_code);
  a("document_number", v.document_number);
  a("expiry_date", v.expiry_date);
  a("personal_number", v.personal_number);
  a("unprotected", v.unprotected);
}

}  // namespace chowki::read

namespace chowki::verify {

template <typename Archive>
void Fields(Archive& a, Evidence& v) {
  a("light", v.light);
  a("region", v.region);
  a("expected", v.expected);
  a("seen", v.seen);
}

template <typename Archive>
void Fields(Archive& a, Finding& v) {
  a("check", v.check);
  a("generic_id", v.generic_id);
  a("outcome", v.outcome);
  a("contributes", v.contributes);
  a("silent", v.silent);
  a("strength", v.strength);
  a("reason", v.reason);
  a("value", v.value);
  a("threshold", v.threshold);
  a("evidence", v.evidence);
}

}  // namespace chowki::verify

namespace chowki::watchlist {

template <typename Archive>
void Fields(Archive& a, ListState& v) {
  a("list", v.list);
  a("epoch", v.epoch);
  a("version", v.version);
  a("entries", v.entries);
  a("state_root", v.state_root);
  a("issued", v.issued);
  a("age", v.age);
  a("freshness", v.freshness);
}

}  // namespace chowki::watchlist

namespace chowki::identify {

template <typename Archive>
void Fields(Archive& a, Signal& v) {
  a("id", v.id);
  a("effect", v.effect);
  a("points", v.points);
  a("query", v.query);
  a("entry", v.entry);
}

template <typename Archive>
void Fields(Archive& a, Suppression& v) {
  a("list", v.list);
  a("entry", v.entry);
  a("revision", v.revision);
  a("entry_digest", v.entry_digest);
  a("reason", v.reason);
  a("officer", v.officer);
  a("second_officer", v.second_officer);
  a("until", v.until);
  a("screening", v.screening);
}

template <typename Archive>
void Fields(Archive& a, Match& v) {
  a("entry", v.entry);
  a("revision", v.revision);
  a("list", v.list);
  a("list_version", v.list_version);
  a("score", v.score);
  a("band", v.band);
  a("alert", v.alert);
  a("signals", v.signals);
  a("category", v.category);
  a("action", v.action);
  a("discreet", v.discreet);
  a.Added("kind", v.kind);
  a.Added("authority", v.authority);
  a.Added("reference", v.reference);
  a.Added("entry_digest", v.entry_digest);
  a.Added("suppression", v.suppression);
}

}  // namespace chowki::identify

namespace chowki::decide {

template <typename Archive>
void Fields(Archive& a, Reason& v) {
  a("level", v.level);
  a("kind", v.kind);
  a("index", v.index);
  a("code", v.code);
  a.Added("officers_only", v.officers_only);
}

template <typename Archive>
void Fields(Archive& a, Verdict& v) {
  a("advice", v.advice);
  a("risk", v.risk);
  a("reasons", v.reasons);
}

}  // namespace chowki::decide

namespace chowki::screen {

template <typename Archive>
void Fields(Archive& a, InputImage& v) {
  a("light", v.light);
  a("digest", v.digest);
  a("media_type", v.media_type);
  a("size_px", v.size_px);
  a("quality", v.quality);
}

template <typename Archive>
void Fields(Archive& a, StageTiming& v) {
  a("stage", v.stage);
  a("elapsed_us", v.elapsed);
  a("cpu_us", v.cpu);
}

template <typename Archive>
void Fields(Archive& a, CalibrationUsed& v) {
  a("reader", v.reader);
  a("age_days", v.age_days);
  a("documents", v.documents);
}

template <typename Archive>
void Fields(Archive& a, Provenance& v) {
  a("software", v.software);
  a("models", v.models);
  a("policy", v.policy);
  a("lists", v.lists);
  a.Added("calibration", v.calibration);
}

template <typename Archive>
void Fields(Archive& a, Screening& v) {
  a("id", v.id);
  a("time", v.time);
  a("checkpoint", v.checkpoint);
  a("lane", v.lane);
  a.Added("capture", v.capture);
  a.Added("corrects", v.corrects);
  a("images", v.images);
  a("transcript", v.transcript);
  a("record", v.record);
  a("identity", v.identity);
  a("findings", v.findings);
  a("matches", v.matches);
  a("verdict", v.verdict);
  a("provenance", v.provenance);
  a("timings", v.timings);
}

}  // namespace chowki::screen

namespace chowki::journal {

#define CHOWKI_ENUM_VALUES(Enum, ...)                 \
  template <>                                         \
  struct EnumValues<Enum> {                           \
    using enum Enum;                                  \
    static constexpr std::array kAll = {__VA_ARGS__}; \
  }
CHOWKI_ENUM_VALUES(capture::Light, kVisible, kInfrared, kUltraviolet);
CHOWKI_ENUM_VALUES(screen::Capture, kScanner, kCamera, kFile);
CHOWKI_ENUM_VALUES(icao::Format, kTd1, kTd2, kTd3, kMrvA, kMrvB, kFraId);
CHOWKI_ENUM_VALUES(icao::CheckDigitField, kDocumentNumber, kBirthDate, kExpiryDate, kOptionalData,
                   kComposite);
CHOWKI_ENUM_VALUES(icao::Sex, kUnspecified, kFemale, kMale);
CHOWKI_ENUM_VALUES(read::MrzStatus, kRead, kAbsent, kUnreadable);
CHOWKI_ENUM_VALUES(read::Source, kMrz, kVisual, kChip, kBarcode, kOfficer);
CHOWKI_ENUM_VALUES(verify::Outcome, kSuccessful, kFailed, kUndetermined, kNotSupported,
                   kNotPerformed, kAborted);
CHOWKI_ENUM_VALUES(verify::Contribution, kClear, kAttention, kRefer);
CHOWKI_ENUM_VALUES(identify::MatchKind, kSuspect, kMissing, kAtRisk, kDocument, kDocumentOfAnother);
CHOWKI_ENUM_VALUES(watchlist::Freshness, kFresh, kAging, kStale, kAbsent, kClockSuspect);
CHOWKI_ENUM_VALUES(identify::Band, kExactDocument, kStrong, kPossible);
CHOWKI_ENUM_VALUES(identify::Effect, kSupports, kContradicts, kNeutral);
CHOWKI_ENUM_VALUES(decide::Advice, kClear, kAttention, kRefer);
CHOWKI_ENUM_VALUES(decide::ReasonKind, kFinding, kMatch, kSign, kSystem);
#undef CHOWKI_ENUM_VALUES

nlohmann::json WriteScreening(const screen::Screening& screening) {
  return JsonWriter::Write(screening);
}

void ReadScreening(const nlohmann::json& json, screen::Screening& screening) {
  JsonReader::Read(json, screening);
}

nlohmann::json WriteMatch(const identify::Match& match) { return JsonWriter::Write(match); }

void ReadMatch(const nlohmann::json& json, identify::Match& match) {
  JsonReader::Read(json, match);
}

void ReadMatches(const nlohmann::json& json, std::vector<identify::Match>& matches) {
  JsonReader::Read(json, matches);
}

}  // namespace chowki::journal
