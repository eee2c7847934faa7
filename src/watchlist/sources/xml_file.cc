#include "watchlist/sources/xml_file.h"

#include <algorithm>

#include "base/text.h"
#include "watchlist/sources/text_file.h"

namespace chowki::watchlist {
namespace {

std::int64_t LineOf(const std::vector<std::int64_t>& line_ends, std::ptrdiff_t offset) {
  return std::ranges::lower_bound(line_ends, offset) - line_ends.begin() + 1;
}

// The name without its namespace prefix.
std::string_view LocalName(pugi::xml_node node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') + 1);
}

}  // namespace

Result<XmlFile> XmlFile::Open(const std::filesystem::path& path, std::string_view root,
                              std::string_view hint) {
  CHOWKI_ASSIGN_OR_RETURN(TextFile file, TextFile::Open(path));
  XmlFile xml;
  CHOWKI_ASSIGN_OR_RETURN(*xml.text_, file.ReadAll(kMaxBytes));
  const std::string& text = *xml.text_;
  if (Trim(text).empty()) return InvalidInput("{}: the file is empty", path.string());
  for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; ++at) {
    xml.line_ends_.push_back(static_cast<std::int64_t>(at));
  }
  if (const size_t at = text.find("<!DOCTYPE"); at != std::string::npos) {
    return InvalidInput("{}: line {}: a document type, which no list has", path.string(),
                        LineOf(xml.line_ends_, static_cast<std::ptrdiff_t>(at)));
  }
  const pugi::xml_parse_result parsed = xml.document_->load_buffer_inplace(
      xml.text_->data(), xml.text_->size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    return DataLoss("{}: line {}: {}; it is no XML or was cut off: fetch it again", path.string(),
                    LineOf(xml.line_ends_, parsed.offset), parsed.description());
  }
  if (LocalName(xml.root()) != root) {
    return InvalidInput("{}: the root is <{}>, <{}> is expected: {}", path.string(),
                        Printable(xml.root().name()), root, hint);
  }
  return xml;
}

std::int64_t XmlFile::Line(pugi::xml_node node) const {
  return LineOf(line_ends_, node.offset_debug());
}

std::string_view ChildText(pugi::xml_node node, const char* name) {
  return Trim(node.child_value(name));
}

std::string_view Attribute(pugi::xml_node node, const char* name) {
  return Trim(node.attribute(name).value());
}

}  // namespace chowki::watchlist
