#include "trust/merkle.h"

#include <catch2/catch.hpp>

#include "base/status.h"

namespace chowki::trust {
namespace {

// The leaves and roots with which Certificate Transparency's own implementations are tested.
std::vector<Digest> KnownLeaves() {
  std::vector<std::string> leaves{"",
                                  std::string(1, '\0'),
                                  "\x10",
                                  "\x20\x21",
                                  "\x30\x31",
                                  "\x40\x41\x42\x43",
                                  "\x50\x51\x52\x53\x54\x55\x56\x57",
                                  ""};
  for (char c = 0x60; c < 0x70; ++c) leaves.back() += c;
  std::vector<Digest> hashes;
  for (const std::string& leaf : leaves) hashes.push_back(LeafHash(leaf));
  return hashes;
}

constexpr const char* kKnownRoots[] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST_CASE("the Merkle tree has the roots that others compute", "[trust][merkle][spec]") {
  CHECK(ToHex(TreeHash({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const auto leaves = KnownLeaves();
  for (size_t size = 1; size <= leaves.size(); ++size) {
    CHECK(ToHex(TreeHash(std::span(leaves).first(size))) == kKnownRoots[size - 1]);
  }
}

TEST_CASE("every leaf is proven to be in every tree, and no other leaf is", "[trust][merkle]") {
  std::vector<Digest> leaves;
  for (int i = 0; i < 40; ++i) leaves.push_back(LeafHash(std::to_string(i)));
  for (size_t size = 1; size <= leaves.size(); ++size) {
    const auto tree = std::span(leaves).first(size);
    const Digest root = TreeHash(tree);
    for (size_t index = 0; index < size; ++index) {
      auto path = InclusionPath(tree, index);
      REQUIRE(Includes(root, size, index, leaves[index], path));
      REQUIRE_FALSE(Includes(root, size, index, LeafHash("another"), path));
      if (size > 1) REQUIRE_FALSE(Includes(root, size, (index + 1) % size, leaves[index], path));
      path.push_back(root);
      REQUIRE_FALSE(Includes(root, size, index, leaves[index], path));
    }
  }
}

TEST_CASE("every tree is proven to continue every earlier one, and no other", "[trust][merkle]") {
  std::vector<Digest> leaves;
  for (int i = 0; i < 40; ++i) leaves.push_back(LeafHash(std::to_string(i)));
  for (size_t size = 1; size <= leaves.size(); ++size) {
    const auto tree = std::span(leaves).first(size);
    const Digest root = TreeHash(tree);
    for (size_t first = 1; first <= size; ++first) {
      const Digest before = TreeHash(tree.first(first));
      auto path = ConsistencyPath(tree, first);
      REQUIRE(Continues(before, first, root, size, path));
      REQUIRE_FALSE(Continues(LeafHash("other"), first, root, size, path));
      path.push_back(root);
      REQUIRE_FALSE(Continues(before, first, root, size, path));
    }
  }
}

}  // namespace
}  // namespace chowki::trust
