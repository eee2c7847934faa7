#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "face/face_reader.h"
#include "trust/envelope.h"
#include "trust/trust_root.h"
#include "verify/page_model.h"

namespace chowki::app {

// Files of document models: JSON as models/README.md tells it, or a signed envelope around it.
inline constexpr std::string_view kDocumentModelType =
    "application/vnd.chowki.document-model.v1+json";
inline constexpr std::size_t kMaxDocumentModelBytes = 2 << 20;

[[nodiscard]] std::string ToJsonText(const verify::PageModel& model);

// text    any bytes
// errors  kInvalidArgument naming the member that is missing, unknown or wrong.
[[nodiscard]] Result<verify::PageModel> ParseDocumentModel(std::string_view text);

// Whether bytes are JSON, and so nobody's.
[[nodiscard]] bool IsUnsigned(std::string_view bytes);

// A file's model, whoever wrote it: with a root as many of its publishers must have signed it as it
// asks for.
//
// root    null: signatures are not looked at.
// errors  kInvalidArgument; SIGNATURE_THRESHOLD, ENVELOPE_MALFORMED; kFailedPrecondition when it is
//         unsigned and must not be.
[[nodiscard]] Result<verify::PageModel> ReadDocumentModel(std::string_view bytes,
                                                          const trust::TrustRoot* root);

// What documents are held against, and what looks for their portraits.
struct DocumentModels {
  std::vector<verify::PageModel> models;  // one a name: its highest version
  std::optional<face::FaceReader> faces;

  [[nodiscard]] const face::FaceReader* faces_or_null() const { return faces ? &*faces : nullptr; }
  // As provenance has them: "documents/NAME" -> version.
  void TellVersions(std::map<std::string, std::string>& versions) const;
};

// Every *.json and *.chm of a folder.
//
// root_file  of the trust root; "": unsigned models are taken.
// trained    folder with the face networks.
// errors     naming the file; a name with the same version twice; an empty folder.
[[nodiscard]] Result<DocumentModels> LoadDocumentModels(const std::filesystem::path& folder,
                                                        const std::string& root_file,
                                                        const std::filesystem::path& trained);

}  // namespace chowki::app
