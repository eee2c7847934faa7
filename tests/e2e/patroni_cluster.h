#pragma once

#include <memory>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/temp_folder.h"

namespace chowki::e2e {

// PostgreSQL as a country runs it: nodes under Patroni with synchronous replication, the leader
// kept in etcd. All of it on loopback and in a temporary folder, under Debian's user postgres when
// we are root; gone with the object.
class PatroniCluster {
 public:
  // Comes back when one leads and another follows it synchronously.
  explicit PatroniCluster(size_t nodes);
  ~PatroniCluster();
  PatroniCluster(const PatroniCluster&) = delete;
  PatroniCluster& operator=(const PatroniCluster&) = delete;

  // For libpq: whichever of the nodes takes what is written.
  [[nodiscard]] std::string where() const;

  // Which node leads; waits for one.
  [[nodiscard]] size_t Leader() const;

  // As when a machine loses its power: nothing on it says goodbye. What it had written stays.
  void Kill(size_t node);

  // What a query gives at the leader, as psql prints it: rows in lines, columns divided by "|".
  [[nodiscard]] std::string Ask(const std::string& query) const;

 private:
  struct Node {
    int port = 0;
    int rest_port = 0;
    std::unique_ptr<test::Process> patroni;
  };
  [[nodiscard]] std::string PathOf(const std::string& name) const;
  [[nodiscard]] std::unique_ptr<test::Process> Run(std::vector<std::string> words,
                                                   const std::string& log) const;
  void WriteConfig(size_t node) const;
  [[nodiscard]] std::string Ask(const Node& node, const std::string& query) const;
  void KillPostmaster(size_t node) const;
  [[noreturn]] void GiveUp(const std::string& what) const;

  test::TempFolder folder_;
  int etcd_port_ = 0;
  std::unique_ptr<test::Process> etcd_;
  std::vector<Node> nodes_;
};

}  // namespace chowki::e2e
