#include "report/html.h"

#include <catch2/catch.hpp>

namespace chowki::report {
namespace {

TEST_CASE("markup in a text is text", "[report]") {
  CHECK(Escaped("<b a=\"x\" b='y'>&amp;") == "&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;");
}

TEST_CASE("control characters, bidi overrides and malformed bytes are shown as such", "[report]") {
  const std::string unknown = "\xEF\xBF\xBD";
  CHECK(Escaped(std::string_view("a\0b", 3)) == "a" + unknown + "b");
  CHECK(Escaped("a\xE2\x80\xAE"
                "b") == "a" + unknown + "b");
  CHECK(Escaped("\xFF") == unknown);
  CHECK(Isolated("\xD9\x85") == "<bdi>\xD9\x85</bdi>");
}

TEST_CASE("code in prose is closed whatever the text", "[report]") {
  CHECK(Prose("see `mrz.found` <b>") == "see <code>mrz.found</code> &lt;b&gt;");
  CHECK(Prose("odd ` quote") == "odd <code> quote</code>");
}

TEST_CASE("codes become words", "[report]") {
  CHECK(Words("birth_date_differs") == "Birth date differs");
  CHECK(Words("no_mrz") == "No MRZ");
  CHECK(Words("mrz_glows") == "MRZ glows");
  CHECK(Words("").empty());
}

TEST_CASE("base64 as in RFC 4648, section 10", "[report][spec]") {
  const auto encoded = [](std::string_view text) {
    return Base64(Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  };
  CHECK(encoded("").empty());
  CHECK(encoded("f") == "Zg==");
  CHECK(encoded("fo") == "Zm8=");
  CHECK(encoded("foo") == "Zm9v");
  CHECK(encoded("foobar") == "Zm9vYmFy");
}

}  // namespace
}  // namespace chowki::report
