#include "central/postgres_cluster.h"

#include <cstdlib>
#include <stdexcept>

#include <unistd.h>

namespace chowki::central::test {
namespace {

constexpr char kPrograms[] = "/usr/lib/postgresql/15/bin/";

}  // namespace

PostgresCluster& PostgresCluster::Running() {
  static PostgresCluster cluster;
  return cluster;
}

PostgresCluster::PostgresCluster() {
  const std::string folder = folder_.path().string();
  // The server refuses to run as root: then it is "postgres", whom Debian's package brings.
  if (::geteuid() == 0) {
    if (std::system(("chown postgres " + folder).c_str()) != 0) {
      throw std::runtime_error("no user postgres: run tools/setup");
    }
  }
  Run("initdb -D " + folder + "/data -U chowki -A trust -E UTF8 --locale=C.UTF-8 -N");
  // No port at all; nothing here must outlive a crash.
  Run("pg_ctl -D " + folder + "/data -w -o \"-k " + folder +
      " -c listen_addresses= -c fsync=off\" -l " + folder + "/log start");
}

PostgresCluster::~PostgresCluster() {
  try {
    Run("pg_ctl -D " + folder_.path().string() + "/data -m immediate -w stop");
  } catch (const std::exception&) {
    // The folder goes all the same.
  }
}

std::string PostgresCluster::NewDatabase() {
  const std::string name = "test_" + std::to_string(++databases_);
  Run("createdb -h " + folder_.path().string() + " -U chowki " + name);
  return "host=" + folder_.path().string() + " user=chowki dbname=" + name;
}

void PostgresCluster::Run(const std::string& command) const {
  const std::string folder = folder_.path().string();
  const std::string as =
      ::geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : "";
  const std::string line =
      "cd " + folder + " && " + as + kPrograms + command + " >> " + folder + "/output 2>&1";
  if (std::system(line.c_str()) != 0) {
    throw std::runtime_error("cannot run " + command +
                             ": is postgresql-15 installed (tools/setup)?");
  }
}

}  // namespace chowki::central::test
