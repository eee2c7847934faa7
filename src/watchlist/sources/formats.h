#pragma once

#include <filesystem>

#include "base/status.h"
#include "watchlist/sources/intake.h"

namespace chowki::watchlist {

// The list formats, one file each; watchlists/README.md describes them. Each reads everything at a
// path, plain or gzipped, into the intake: entries, rows that become none, values left out.
//
// errors  a file that cannot be trusted as a whole: kNotFound; kInvalidArgument (not UTF-8, not
// this
//         format, other columns); kDataLoss (damaged or cut off). Names the file, the line where
//         there is one, and what to do.

// chowki's own CSV, columns by their names.
[[nodiscard]] Status ReadCsv(const std::filesystem::path& path, Intake& intake);

// Documents alone: lost, stolen, revoked, runs of stolen blanks; CSV, columns by their names.
[[nodiscard]] Status ReadDocumentsCsv(const std::filesystem::path& path, Intake& intake);

// OFAC's legacy CSV. path: the folder with sdn.csv and alt.csv, or those of the consolidated list
// (cons_prim.csv, cons_alt.csv), or both; sdn_comments.csv and cons_comments.csv when they are
// there.
[[nodiscard]] Status ReadOfacCsv(const std::filesystem::path& path, Intake& intake);

// OFAC's SDN.XML or CONSOLIDATED.XML.
[[nodiscard]] Status ReadOfacXml(const std::filesystem::path& path, Intake& intake);

// The consolidated list of the United Nations Security Council.
[[nodiscard]] Status ReadUnXml(const std::filesystem::path& path, Intake& intake);

// The EU's list of financial sanctions (FSF), XML 1.1.
[[nodiscard]] Status ReadEuXml(const std::filesystem::path& path, Intake& intake);

// The UK's consolidated list (OFSI), CSV of 2022: a line with the date, then one row a name.
[[nodiscard]] Status ReadUkCsv(const std::filesystem::path& path, Intake& intake);

// FollowTheMoney entities and OpenSanctions nested targets, one JSON object a line.
[[nodiscard]] Status ReadFtm(const std::filesystem::path& path, Intake& intake);

// OpenSanctions deltas: {"op": "ADD" | "MOD" | "DEL", "entity": {...}} a line.
[[nodiscard]] Status ReadFtmDelta(const std::filesystem::path& path, Intake& intake);

// Notices in the shape of INTERPOL's public interface: a page, a list of notices or one notice.
[[nodiscard]] Status ReadNotices(const std::filesystem::path& path, Intake& intake);

// people.tsv and names.tsv of a folder: what list generators write for measurements.
[[nodiscard]] Status ReadPeopleTsv(const std::filesystem::path& path, Intake& intake);

}  // namespace chowki::watchlist
