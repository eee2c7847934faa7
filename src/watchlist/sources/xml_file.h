#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "base/status.h"

namespace chowki::watchlist {

// An XML file, plain or gzipped, as a tree. A document type is refused, so that nothing in a file
// can name an entity or another file.
class XmlFile {
 public:
  static constexpr size_t kMaxBytes = size_t{1} << 28;  // unpacked; the largest list has 130 MB

  // root    the name that the first element must have, without prefix.
  // hint    what to do when it has another one: "take SDN.XML".
  // errors  kNotFound; kInvalidArgument (not UTF-8, too large, a document type, another root);
  //         kDataLoss (damaged, cut off, not well-formed) with the line.
  [[nodiscard]] static Result<XmlFile> Open(const std::filesystem::path& path,
                                            std::string_view root, std::string_view hint);

  [[nodiscard]] pugi::xml_node root() const { return document_->document_element(); }
  [[nodiscard]] std::int64_t Line(pugi::xml_node node) const;  // from 1

 private:
  XmlFile() = default;
  std::unique_ptr<std::string> text_ = std::make_unique<std::string>();  // the tree points into it
  std::unique_ptr<pugi::xml_document> document_ = std::make_unique<pugi::xml_document>();
  std::vector<std::int64_t> line_ends_;  // offsets
};

// The text of a child without white space around it; "" when there is none.
[[nodiscard]] std::string_view ChildText(pugi::xml_node node, const char* name);
[[nodiscard]] std::string_view Attribute(pugi::xml_node node, const char* name);

}  // namespace chowki::watchlist
