// make_vectors FOLDER: writes every situation of attacks/ as files, with what we say to each, for
// tools/verify_trust to say the same.

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "trust/attacks.h"
#include "trust/deployment.h"
#include "trust/post.h"
#include "trust/rules.h"

namespace {

using namespace chowki;
using namespace chowki::trust::test;
namespace fs = std::filesystem;

void Write(const fs::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) Die("make_vectors", 0, "cannot write " + path.string());
}

nlohmann::json StateRoots(const Post& post) {
  nlohmann::json roots = nlohmann::json::object();
  for (const auto& [list, held] : post.state.lists) roots[list] = ToHex(held.state_root);
  return roots;
}

nlohmann::json Play(const Situation& situation, const std::string& name, const fs::path& folder) {
  nlohmann::json vector = {{"name", name},
                           {"root", name + ".root"},
                           {"follow", {"national", "lost"}},
                           {"schema", situation.policy.schema},
                           {"check_approvals", situation.policy.check_approvals},
                           {"opening_key", ""},
                           {"bundles", nlohmann::json::array()}};
  Write(folder / (name + ".root"), situation.root);
  const trust::OpeningKey key = OpeningKeyOf(situation.opening_key);
  const bool has_key = !situation.opening_key.empty();
  if (has_key) vector["opening_key"] = ToHex(key.secret().bytes());

  Post post(situation.root, situation.policy);
  const auto hand = [&](const std::string& bundle, Time clock) {
    const std::string file = fmt::format("{}.{}.chb", name, vector["bundles"].size());
    Write(folder / file, bundle);
    const Status status = post.Import(bundle, clock, has_key ? &key : nullptr);
    const auto refusal = trust::RefusalOf(status);
    vector["bundles"].push_back({{"file", file},
                                 {"now", trust::ToUnix(clock)},
                                 {"expect", refusal ? std::string(trust::Name(*refusal)) : "OK"},
                                 {"state_roots", StateRoots(post)}});
  };
  for (const std::string& bundle : situation.before) hand(bundle, At(50));
  hand(situation.bundle, situation.clock);
  return vector;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_vectors FOLDER\n");
    return 2;
  }
  const fs::path folder = argv[1];
  fs::create_directories(folder);
  nlohmann::json vectors = nlohmann::json::array();
  for (const Attack& attack : Attacks()) {
    std::string name = attack.name;
    for (char& c : name) c = c == ' ' || c == '\'' ? '_' : c;
    vectors.push_back(Play(attack.make(), name, folder));
  }
  Write(folder / "vectors.json", vectors.dump(1));
  std::printf("%zu vectors\n", vectors.size());
  return 0;
}
