#include "app/cli/model_command.h"

#include <array>
#include <cstdio>
#include <memory>

#include <opencv2/core.hpp>

#include "app/cli/inspection.h"
#include "app/cli/json_lines.h"
#include "app/cli/readers.h"
#include "app/document_models.h"
#include "app/file_text.h"
#include "app/model_directory.h"
#include "base/text.h"
#include "capture/decode.h"
#include "icao/mrz_parse.h"
#include "trust/key_file.h"
#include "trust/signers.h"
#include "trust/verifier.h"
#include "verify/page_scan.h"

namespace chowki::app::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string file;
  std::string name;
  std::string code;
  std::vector<std::string> accepted;
  std::vector<std::string> scans;
  std::string batch;
  std::string models;
  std::string root;
  std::vector<std::string> keys;
  std::string out;
  int version = 1;
};

int Report(const Status& status) {
  if (status.ok()) return kDone;
  PrintError(Message(status));
  return kSomeFailed;
}

Result<std::vector<Document>> DocumentsOf(const Options& options) {
  std::vector<Document> documents;
  for (const std::string& file : options.scans) {
    documents.push_back({file, {{capture::Light::kVisible, file}}, false, {}});
  }
  if (options.batch.empty()) return documents;
  const fs::path folder = fs::path(options.batch).parent_path();
  Status wrong = Ok();
  CHOWKI_RETURN_IF_ERROR(ForEachJsonLine(options.batch, [&](int number, const auto& line) {
    auto document = line.ok() ? FromLine(*line, folder, "") : Result<Document>(line.status());
    if (document.ok()) {
      documents.push_back(*std::move(document));
    } else if (wrong.ok()) {
      wrong = Annotate(document.status(), fmt::format("{}:{}", options.batch, number));
    }
  }));
  CHOWKI_RETURN_IF_ERROR(wrong);
  return documents;
}

struct Scan {
  verify::PageScan page;
  icao::MrzRecord record;
  locate::PageSize size = locate::PageSize::kId3;
};

Result<Scan> LookAt(const Document& document, const Readers& readers,
                    const face::FaceReader& faces) {
  CHOWKI_ASSIGN_OR_RETURN(const std::vector<std::string> files, ReadFiles(document));
  std::vector<capture::Image> images;
  images.reserve(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Bytes bytes(reinterpret_cast<const std::uint8_t*>(files[i].data()), files[i].size());
    CHOWKI_ASSIGN_OR_RETURN(capture::Image image, capture::Decode(bytes, document.files[i].first));
    images.push_back(std::move(image));
  }
  CHOWKI_ASSIGN_OR_RETURN(const read::MrzResult found, readers.mrz.Read(images[0]));
  if (found.reading.status != read::MrzStatus::kRead || !found.page) {
    return FailedPrecondition("no MRZ was read, by which its page would be known");
  }
  CHOWKI_ASSIGN_OR_RETURN(const icao::MrzRecord record,
                          icao::ParseMrz(found.reading.lines, ToDate(SystemClock().Now())));
  verify::Exhibit exhibit;
  exhibit.visible = &images[0];
  exhibit.page = &*found.page;
  exhibit.faces = &faces;
  for (const capture::Image& image : images) {
    if (image.light() == capture::Light::kInfrared) exhibit.infrared = &image;
    if (image.light() == capture::Light::kUltraviolet) {
      exhibit.ultraviolet_page = verify::PageView(image, *found.page, images[0].size_px());
    }
  }
  return Scan{verify::ScanOf(exhibit), record, found.page->size};
}

Status Learn(const Options& options) {
  cv::setNumThreads(1);
  CHOWKI_ASSIGN_OR_RETURN(const std::vector<Document> documents, DocumentsOf(options));
  std::optional<fs::path> given;
  if (!options.models.empty()) given = options.models;
  CHOWKI_ASSIGN_OR_RETURN(const fs::path folder, FindModelDirectory(given));
  CHOWKI_ASSIGN_OR_RETURN(const Readers readers, LoadReaders(options.models, ""));
  CHOWKI_ASSIGN_OR_RETURN(const face::FaceReader faces, face::FaceReader::Load(folder));
  std::vector<verify::PageScan> scans;
  verify::PageModel model;
  model.name = options.name;
  model.version = options.version;
  model.accepted = options.accepted;
  for (const Document& document : documents) {
    auto scan = LookAt(document, readers, faces);
    if (!scan.ok()) return Annotate(scan.status(), document.id);
    if (scans.empty()) {
      model.page = scan->size;
      model.issuer = scan->record.issuing_state;
      model.document_code =
          options.code.empty() ? scan->record.document_code.substr(0, 1) : options.code;
    } else if (scan->size != model.page || scan->record.issuing_state != model.issuer) {
      return InvalidInput("{}: of another state or page size than the first", document.id);
    }
    if (!scan->record.document_code.starts_with(model.document_code)) {
      return InvalidInput("{}: its document code is {}, which does not begin with {}", document.id,
                          scan->record.document_code, model.document_code);
    }
    scans.push_back(std::move(scan->page));
  }
  CHOWKI_ASSIGN_OR_RETURN(model, verify::LearnModel(scans, std::move(model)));
  const std::string text = ToJsonText(model);
  CHOWKI_RETURN_IF_ERROR(ParseDocumentModel(text).status());  // --accept may name anything
  CHOWKI_RETURN_IF_ERROR(ReplaceText(options.file, text));
  std::printf("%s: %zu pieces of print", options.file.c_str(), model.patterns.size());
  for (const verify::LightModel& light : model.lights) {
    std::printf(", %zu places in %s light", light.shades.size(),
                std::string(capture::Name(light.light)).c_str());
  }
  std::printf(model.portrait_mm ? ", the portrait's place\n" : "; no portrait in all of them\n");
  return Ok();
}

Result<trust::Verified<trust::TrustRoot>> ReadRoot(const std::string& file) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(file));
  auto root = trust::Verifier::Pin(bytes);
  if (!root.ok()) return Annotate(root.status(), file);
  return root;
}

Status Sign(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(options.file));
  auto model = ReadDocumentModel(bytes, nullptr);
  if (!model.ok()) return Annotate(model.status(), options.file);
  trust::Envelope envelope{std::string(kDocumentModelType), bytes, {}};
  if (!IsUnsigned(bytes)) {
    CHOWKI_ASSIGN_OR_RETURN(envelope, trust::ParseEnvelope(bytes, kMaxDocumentModelBytes));
  }
  for (const std::string& file : options.keys) {
    CHOWKI_ASSIGN_OR_RETURN(const trust::SigningKey key, trust::ReadSigningKey(file));
    const std::array<const trust::SigningKey*, 1> keys{&key};
    envelope.signatures.push_back(
        trust::Sign(envelope.payload_type, envelope.payload, keys).signatures.front());
  }
  return ReplaceText(options.out, trust::ToBytes(envelope));
}

Status Verify(const Options& options) {
  CHOWKI_ASSIGN_OR_RETURN(const std::string bytes, ReadText(options.file));
  std::optional<trust::Verified<trust::TrustRoot>> root;
  if (!options.root.empty()) {
    CHOWKI_ASSIGN_OR_RETURN(root, ReadRoot(options.root));
  }
  const auto model = ReadDocumentModel(bytes, root ? &**root : nullptr);
  if (!model.ok()) return Annotate(model.status(), options.file);
  std::printf("%s, version %d: %s %s, learnt from %d scans, %zu pieces of print\n",
              model->name.c_str(), model->version, model->issuer.c_str(),
              model->document_code.c_str(), model->scans, model->patterns.size());
  if (!root) {
    std::printf("signatures were not looked at: give --root\n");
    return Ok();
  }
  CHOWKI_ASSIGN_OR_RETURN(const auto envelope, trust::ParseEnvelope(bytes, kMaxDocumentModelBytes));
  for (const std::string& owner :
       trust::OwnersWhoSigned(envelope, **root, trust::Role::kPublisher)) {
    std::printf("signed by %s\n", Printable(owner).c_str());
  }
  return Ok();
}

}  // namespace

void AddModelCommand(CLI::App& root, Chosen& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = root.add_subcommand(
      "model", "Learn, sign and check document models: what genuine pages of one issue look like.");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* about, Status (*work)(const Options&)) {
    CLI::App* verb = command->add_subcommand(name, about);
    verb->callback(
        [options, work, &chosen] { chosen = [options, work] { return Report(work(*options)); }; });
    return verb;
  };
  CLI::App* learn = add("learn", "Learn a model from a few genuine scans, five or more.", Learn);
  learn->add_option("--out", options->file, "file to write, .json")->required();
  learn->add_option("--name", options->name, "of the model: a-z, 0-9 and -")->required();
  learn->add_option("--version", options->version, "higher than that of the model it replaces")
      ->check(CLI::Range(1, 1'000'000));
  learn->add_option("--document-code", options->code,
                    "what the document code begins with; the first one's first letter");
  learn->add_option("--accept", options->accepted,
                    "reason that genuine pages are known to give; may be repeated");
  learn->add_option("--batch", options->batch,
                    "file of lines as for chowki inspect: scans in several lights");
  learn->add_option("--models", options->models, "folder of the trained models");
  learn->add_option("scans", options->scans, "pictures in visible light");
  CLI::App* sign = add("sign", "Sign a model with a publisher's key.", Sign);
  sign->add_option("file", options->file, "model, or one that others have signed")->required();
  sign->add_option("--key", options->keys, "file of a key; may be repeated")->required();
  sign->add_option("--out", options->out, "file to write, .chm")->required();
  CLI::App* verify = add("verify", "Check a model, and who signed it.", Verify);
  verify->add_option("file", options->file, "model")->required();
  verify->add_option("--root", options->root, "trust root whose publishers must have signed it");
}

}  // namespace chowki::app::cli
