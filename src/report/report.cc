#include "report/report.h"

#include <algorithm>

#include "report/html.h"
#include "report/sections.h"
#include "report/symbol.h"

namespace chowki::report {

extern const std::string_view kStyle;  // style.css (chowki_text)

namespace {

// Nothing is fetched and nothing runs; the one style sheet is known by its digest.
std::string ContentPolicy() {
  return "default-src 'none'; img-src data:; style-src 'sha256-" + Base64(Sha256(kStyle)) +
         "'; base-uri 'none'; form-action 'none'";
}

}  // namespace

Result<std::string> WriteReport(const screen::Screening& screening,
                                const std::vector<capture::Image>& images, std::string_view title) {
  std::vector<Picture> pictures;
  for (const capture::Image& image : images) {
    CHOWKI_ASSIGN_OR_RETURN(pictures.emplace_back(),
                            Picture::Make(image, screening.transcript.mrz.rotation_deg));
  }
  std::ranges::sort(pictures, {}, &Picture::light);
  const std::vector<Mark> marks = MarksOf(screening.findings);
  const Material material{screening, pictures, marks, title};

  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
      ContentPolicy() +
      "\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
      Escaped(title) + ": report of an inspection</title>\n<style>";
  html += kStyle;
  html += "</style>\n</head>\n<body>\n" + SymbolDefinitions();
  html += VerdictSection(material);
  html += "<main>\n";
  html += EvidenceSection(material) + PagesSection(material) + ValuesSection(material) +
          ChecksSection(material) + ProvenanceSection(material);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace chowki::report
