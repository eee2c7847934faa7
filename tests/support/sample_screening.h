#pragma once

#include "screen/screening.h"

namespace chowki::test {

// A screening of an invented traveller in which every member differs from its default, for
// round-trip tests. Glyphs are empty: they stay on the machine that read them.
[[nodiscard]] inline screen::Screening SampleScreening() {
  const Quad place{{{{0.1, 0.2}, {0.9, 0.2}, {0.9, 0.3}, {0.1, 0.3}}}};
  const auto text = [&](const char* value) {
    return read::Reading<std::string>{value, 0.97, read::Source::kMrz, place, value};
  };

  screen::Screening s;
  s.id = "0193c5a4-7a10-7c3e-8f00-0123456789ab";
  s.time = Time(std::chrono::milliseconds(1'760'000'123'456));
  s.checkpoint = "tor-1";
  s.lane = "arrivals-3";
  s.capture = screen::Capture::kFile;
  s.corrects = "0193c5a4-7a10-7c3e-8f00-0123456789aa";

  screen::InputImage image;
  image.light = capture::Light::kInfrared;
  image.digest = Sha256("an image");
  image.media_type = "image/png";
  image.size_px = {1200, 800};
  image.quality = {41.5, 0.5, 0.8, 0.01, 0.02, 0.003};
  s.images.push_back(image);

  read::MrzReading& mrz = s.transcript.mrz;
  mrz.status = read::MrzStatus::kRead;
  mrz.format = icao::Format::kTd3;
  mrz.lines = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
               "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
  mrz.raw_lines = mrz.lines;
  mrz.raw_lines[1][0] = '1';
  mrz.repairs.push_back({1, 0, '1', 'L', "check_digit"});
  mrz.doubtful.push_back({1, 4, {{'0', 0.6}, {'O', 0.4}}});
  mrz.ambiguous = true;
  mrz.confidence = 0.98;
  mrz.certain = true;
  mrz.region = place;
  mrz.rotation_deg = 180;
  mrz.ppi = 301.5;
  mrz.typed = true;
  s.transcript.visual["birth_date"] = {"1974-08-12", 0.9, read::Source::kVisual, place,
                                       "12 AUG/AO\xC3\x9BT 74"};
  s.transcript.overprints.push_back({"SPECIMEN", 0.8, read::Source::kVisual, place, "SPECIMEN"});

  icao::MrzRecord record;
  record.format = icao::Format::kTd3;
  record.lines = mrz.lines;
  record.document_code = "P";
  record.issuing_state = "UTO";
  record.surname = "ERIKSSON";
  record.given_names = "ANNA MARIA";
  record.name_may_be_truncated = true;
  record.document_number = "L898902C3";
  record.nationality = "UTO";
  record.birth_date_text = "740812";
  record.birth_date = {1974, 8, 0};
  record.sex = icao::Sex::kFemale;
  record.sex_text = 'F';
  record.expiry_date_text = "120415";
  record.expiry_date = {2012, 4, 15};
  record.optional_data = "ZE184226B";
  record.optional_data_2 = "X";
  record.check_digits.push_back({icao::CheckDigitField::kBirthDate, '2', '2', true, 1, 19});
  record.check_digits.push_back({icao::CheckDigitField::kComposite, '0', '7', false, 1, 43});
  s.record = record;

  read::Identity identity;
  identity.surname = text("ERIKSSON");
  identity.given_names = text("ANNA MARIA");
  identity.name_may_be_truncated = true;
  identity.birth_date = {{1974, 8, 0}, 0.9, read::Source::kMrz, place, "7408<<"};
  identity.sex = {icao::Sex::kFemale, 0.99, read::Source::kMrz, place, "F"};
  identity.nationality = text("UTO");
  identity.issuing_state = text("UTO");
  identity.document_code = text("P");
  identity.document_number = text("L898902C3");
  identity.expiry_date = {{2012, 4, 15}, 0.9, read::Source::kMrz, place, "120415"};
  identity.personal_number = text("ZE184226B");
  identity.unprotected = {"surname", "nationality"};
  s.identity = identity;

  verify::Finding finding;
  finding.check = "mrz.check_digits";
  finding.generic_id = "VI-CD-MR";
  finding.outcome = verify::Outcome::kFailed;
  finding.contributes = verify::Contribution::kRefer;
  finding.silent = true;
  finding.strength = 0.9;
  finding.reason = "composite_digit_wrong";
  finding.value = 1;
  finding.threshold = 0.5;
  finding.evidence.push_back({capture::Light::kInfrared, place, "7", "0"});
  s.findings.push_back(finding);

  identify::Match match;
  match.entry = "uto-17";
  match.revision = 3;
  match.list = "national";
  match.list_version = 12;
  match.score = 0.93;
  match.band = identify::Band::kStrong;
  match.alert = true;
  match.signals.push_back({"birth_date", identify::Effect::kSupports, 6.5, "1974-08", "1974"});
  match.category = "wanted";
  match.action = "arrest";
  match.discreet = true;
  match.kind = identify::MatchKind::kMissing;
  match.authority = "Utopian Police";
  match.reference = "UP-2024-118";
  match.entry_digest = Sha256("an entry");
  match.suppression = identify::Suppression{"national",
                                            "uto-17",
                                            3,
                                            match.entry_digest,
                                            "other fingerprints",
                                            "desk-1",
                                            "desk-2",
                                            Time(std::chrono::seconds(1'795'000'000)),
                                            "018f3f54-0000-7000-8000-000000000000"};
  s.matches.push_back(match);

  s.verdict.advice = decide::Advice::kRefer;
  s.verdict.risk = 0.91;
  s.verdict.reasons.push_back(
      {decide::Advice::kRefer, decide::ReasonKind::kFinding, 0, "mrz.check_digits.composite"});
  s.verdict.reasons.push_back(
      {decide::Advice::kAttention, decide::ReasonKind::kSystem, -1, "watchlist.stale"});

  s.provenance.software = "0.1.0";
  s.provenance.models["ocrb.onnx"] = "3";
  s.provenance.policy = "1";
  watchlist::ListState list;
  list.list = "national";
  list.epoch = 2;
  list.version = 12;
  list.entries = 1000;
  list.state_root = ToHex(Sha256("root"));
  list.issued = Time(std::chrono::seconds(1'759'000'000));
  list.age = std::chrono::seconds(1'000'123);
  list.freshness = watchlist::Freshness::kStale;
  s.provenance.lists.push_back(list);
  s.provenance.calibration = {"desk-1", 12, 5};

  s.timings.push_back({"decode", std::chrono::microseconds(6100), std::chrono::microseconds(6000)});
  return s;
}

}  // namespace chowki::test
