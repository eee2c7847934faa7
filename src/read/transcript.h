#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "icao/mrz_layout.h"
#include "read/reading.h"

namespace chowki::read {

enum class MrzStatus {
  kRead,        // lines of a known layout were read
  kAbsent,      // nothing that looks like an MRZ
  kUnreadable,  // there is one, it could not be read well enough to hand out
};

// A character that mrz_repair changed. Places are 0-based.
struct Repair {
  int line = 0;
  int column = 0;
  char from = '<';
  char to = '<';
  std::string reason;  // "check_digit", "position_class", "name_filler"
  bool operator==(const Repair&) const = default;
};

// A character that the reader does not stand behind, with what it could be, best first.
struct Doubt {
  int line = 0;
  int column = 0;
  std::vector<std::pair<char, double>> alternatives;
  bool operator==(const Doubt&) const = default;
};

// What the machine-readable zone says, character by character.
struct MrzReading {
  MrzStatus status = MrzStatus::kAbsent;
  std::optional<icao::Format> format;      // set when status is kRead
  std::vector<std::string> lines;          // after repair; exact lengths; empty unless kRead
  std::vector<std::string> raw_lines;      // before repair
  std::vector<std::vector<Glyph>> glyphs;  // parallel to lines
  std::vector<Repair> repairs;
  std::vector<Doubt> doubtful;
  bool ambiguous = false;  // several repairs would satisfy the digits: none was made
  double confidence = 0;   // [0,1] that every character is right
  bool certain = false;    // the reader stands behind every character
  Quad region;             // the whole zone, relative coordinates of the source image
  int rotation_deg = 0;    // clockwise turn of the document in the image, 0..359
  double ppi = 0;          // resolution along the lines by the pitch of 2.54 mm; 0 when not read
  bool typed = false;      // an officer typed the lines (typed_mrz.h)
  bool operator==(const MrzReading&) const = default;
};

// Everything that was read from one page. Visual fields are keyed as in MrzRecord ("birth_date",
// "surname", ...) plus issue_date, place_of_birth, personal_number, authority.
struct Transcript {
  MrzReading mrz;
  std::map<std::string, Reading<std::string>> visual;
  std::vector<Reading<std::string>> overprints;  // "SPECIMEN" and its translations, as found
  bool operator==(const Transcript&) const = default;
};

}  // namespace chowki::read
