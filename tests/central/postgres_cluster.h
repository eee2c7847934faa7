#pragma once

#include <string>

#include "support/temp_folder.h"

namespace chowki::central::test {

// A PostgreSQL server of our own: in a temporary folder, on a socket there, gone with the process.
class PostgresCluster {
 public:
  // The one of this process, started when it is first asked for.
  [[nodiscard]] static PostgresCluster& Running();
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  // Where a new, empty database is, as OpenStore takes it.
  [[nodiscard]] std::string NewDatabase();

 private:
  PostgresCluster();
  // A program of the server's, as a user that may run it; its output goes to a file in the folder.
  void Run(const std::string& command) const;

  chowki::test::TempFolder folder_;
  int databases_ = 0;
};

}  // namespace chowki::central::test
