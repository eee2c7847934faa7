#pragma once

#include <random>
#include <string>

#include "icao/mrz_write.h"

namespace chowki::icao {

// Random contents for an MRZ that WriteMrz accepts and that fit without truncation, so that they
// must come back as they were. Births and expiries lie in the windows of 2026-11-22.
class RandomFields {
 public:
  explicit RandomFields(unsigned seed) : random_(seed) {}

  MrzFields Make(Format format) {
    const bool french = format == Format::kFraId;
    const bool cards = format == Format::kTd1 || format == Format::kTd2;
    MrzFields fields;
    fields.format = format;
    fields.document_code = french ? "ID" : Code(format);
    fields.issuing_state = french ? "FRA" : Letters(1, 3);
    fields.surname = Name(french ? 25 : 12);
    fields.given_names = Chance(0.1) ? "" : Name(french ? 14 : 14);
    fields.document_number = Number(1, NumberRoom(format));
    if (cards && Chance(0.3)) fields.document_number = Number(10, format == Format::kTd1 ? 20 : 14);
    fields.birth_date = BirthDate();
    fields.sex = static_cast<Sex>(Pick(0, 2));
    fields.optional_data = Optional(OptionalRoom(fields));
    if (french) return fields;
    fields.nationality = Letters(1, 3);
    fields.expiry_date = {Pick(1990, 2060), Pick(1, 12), Pick(1, 28)};
    if (fields.birth_date.year > fields.expiry_date.year) fields.expiry_date.year = 2050;
    if (format == Format::kTd1) fields.optional_data_2 = Optional(11);
    return fields;
  }

 private:
  int Pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool Chance(double share) { return std::bernoulli_distribution(share)(random_); }

  std::string From(std::string_view alphabet, int length) {
    std::string text;
    for (int i = 0; i < length; ++i) {
      text += alphabet[static_cast<size_t>(Pick(0, static_cast<int>(alphabet.size()) - 1))];
    }
    return text;
  }
  std::string Letters(int shortest, int longest) {
    return From("ABCDEFGHIJKLMNOPQRSTUVWXYZ", Pick(shortest, longest));
  }
  std::string Number(int shortest, int longest) {
    return From("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", Pick(shortest, longest));
  }
  std::string Name(int longest) {
    std::string name = Letters(1, longest / 2);
    if (Chance(0.5)) name += " " + Letters(1, longest - static_cast<int>(name.size()) - 1);
    return name;
  }
  // Neither empty at the front nor at the back, so that it is told apart from filler.
  std::string Optional(int room) {
    if (room < 2 || Chance(0.3)) return "";
    return Number(1, 1) + From("ABCXYZ0123456789<", Pick(0, room - 2)) + Number(1, 1);
  }
  std::string Code(Format format) {
    if (format == Format::kTd3) return "P" + Letters(0, 1);
    if (format == Format::kMrvA || format == Format::kMrvB) return "V" + Letters(0, 1);
    return From("ACI", 1);
  }
  static int NumberRoom(Format format) { return format == Format::kFraId ? 12 : 9; }
  static int OptionalRoom(const MrzFields& fields) {
    const int room = CellsOf(fields.format, Field::kOptionalData)->length;
    const int spilled = static_cast<int>(fields.document_number.size()) - NumberRoom(fields.format);
    return spilled > 0 ? room - spilled - 2 : room;
  }
  PartialDate BirthDate() {
    PartialDate date = {Pick(1930, 2025), Pick(1, 12), Pick(1, 28)};
    if (Chance(0.1)) date.day = 0;
    if (Chance(0.1)) date.month = 0;
    if (Chance(0.1)) date.year = 0;
    return date;
  }

  std::mt19937 random_;
};

}  // namespace chowki::icao
