#pragma once

#include <string>

#include "icao/mrz_record.h"
#include "read/transcript.h"

namespace chowki::verify {

// Another document that the same traveller showed: visa, permit, second passport.
struct OtherDocument {
  std::string name;      // of its screening or file, for people
  read::MrzReading mrz;  // the journal keeps it without glyphs: then all of it is sure, or nothing
  icao::MrzRecord record;  // of its lines
};

}  // namespace chowki::verify
