#include "e2e/patroni_cluster.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <unistd.h>

#include "e2e/running_centre.h"
#include "support/program.h"
#include "support/test_pki.h"

namespace chowki::e2e {
namespace {

constexpr char kPrograms[] = "/usr/lib/postgresql/15/bin";
constexpr std::chrono::seconds kLongestStart{90};

bool WaitFor(const std::function<bool()>& fulfilled) {
  const auto until = std::chrono::steady_clock::now() + kLongestStart;
  while (!fulfilled()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return true;
}

}  // namespace

PatroniCluster::PatroniCluster(size_t nodes) : etcd_port_(FreePort()), nodes_(nodes) {
  // PostgreSQL refuses to run as root.
  const std::string chown = "chown postgres " + folder_.path().string();
  if (::geteuid() == 0 && std::system(chown.c_str()) != 0) {
    throw std::runtime_error("no user postgres: run tools/setup");
  }
  const std::string clients = fmt::format("http://127.0.0.1:{}", etcd_port_);
  const std::string peers = fmt::format("http://127.0.0.1:{}", FreePort());
  etcd_ = Run({"/usr/bin/etcd", "--data-dir", PathOf("etcd"), "--listen-client-urls", clients,
               "--advertise-client-urls", clients, "--listen-peer-urls", peers,
               "--initial-advertise-peer-urls", peers, "--initial-cluster", "default=" + peers},
              "etcd.log");
  for (size_t i = 0; i < nodes_.size(); ++i) {
    nodes_[i].port = FreePort();
    nodes_[i].rest_port = FreePort();
    WriteConfig(i);
    nodes_[i].patroni = Run({"/usr/bin/patroni", PathOf(fmt::format("node{}.yml", i))},
                            fmt::format("node{}.log", i));
  }
  const bool safe = WaitFor([this] {
    const std::string followers = Ask(
        "SELECT count(*), count(*) FILTER (WHERE sync_state = 'sync') FROM pg_stat_replication");
    return followers == fmt::format("{}|1", nodes_.size() - 1);
  });
  if (!safe) GiveUp("the cluster does not come up");
}

PatroniCluster::~PatroniCluster() {
  for (size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].patroni) Kill(i);
  }
}

std::string PatroniCluster::where() const {
  std::string hosts;
  std::string ports;
  for (const Node& node : nodes_) {
    hosts += hosts.empty() ? "127.0.0.1" : ",127.0.0.1";
    ports += fmt::format("{}{}", ports.empty() ? "" : ",", node.port);
  }
  return fmt::format(
      "host={} port={} user=postgres dbname=postgres target_session_attrs=read-write "
      "connect_timeout=3",
      hosts, ports);
}

size_t PatroniCluster::Leader() const {
  size_t leader = 0;
  const bool found = WaitFor([&] {
    for (leader = 0; leader < nodes_.size(); ++leader) {
      if (Ask(nodes_[leader], "SELECT pg_is_in_recovery()") == "f") return true;
    }
    return false;
  });
  if (!found) GiveUp("nobody leads");
  return leader;
}

void PatroniCluster::Kill(size_t node) {
  // Patroni first: it would give its leadership away when its server ends.
  nodes_[node].patroni->Signal(SIGKILL);
  nodes_[node].patroni->Wait();
  nodes_[node].patroni.reset();
  KillPostmaster(node);
}

std::string PatroniCluster::Ask(const std::string& query) const {
  return Ask(nodes_[Leader()], query);
}

std::string PatroniCluster::PathOf(const std::string& name) const {
  return (folder_ / name).string();
}

// As a user that may run a database; killed with us, whatever happens.
std::unique_ptr<test::Process> PatroniCluster::Run(std::vector<std::string> words,
                                                   const std::string& log) const {
  std::vector<std::string> setpriv{"--pdeathsig", "KILL"};
  if (::geteuid() == 0) {
    setpriv.insert(setpriv.end(),
                   {"--reuid=postgres", "--regid=postgres", "--clear-groups", "--reset-env"});
  }
  setpriv.insert(setpriv.end(), words.begin(), words.end());
  return std::make_unique<test::Process>("/usr/bin/setpriv", setpriv, PathOf(log));
}

// How soon another one leads is `ttl`: a leader that has not renewed its key for so long is taken
// for dead. Ours is short, as nobody wants to wait; a country's would be 30 s.
void PatroniCluster::WriteConfig(size_t node) const {
  const Node& self = nodes_[node];
  std::ofstream(PathOf(fmt::format("node{}.yml", node))) << fmt::format(
      R"(scope: chowki
name: node{0}
restapi: {{listen: "127.0.0.1:{1}", connect_address: "127.0.0.1:{1}"}}
etcd3: {{host: "127.0.0.1:{2}"}}
bootstrap:
  dcs:
    ttl: 10
    loop_wait: 1
    retry_timeout: 4
    synchronous_mode: true
  initdb: [auth: trust, encoding: UTF8, locale: C.UTF-8, no-sync]
  pg_hba: [host all all 127.0.0.1/32 trust, host replication all 127.0.0.1/32 trust]
postgresql:
  listen: "127.0.0.1:{3}"
  connect_address: "127.0.0.1:{3}"
  bin_dir: {4}
  data_dir: {5}/data{0}
  pgpass: {5}/pgpass{0}
  authentication: {{superuser: {{username: postgres}}, replication: {{username: postgres}}}}
  # Nothing here outlives the machine, whose memory is not lost when a process is killed.
  parameters: {{unix_socket_directories: {5}, fsync: "off", max_connections: 50}}
)",
      node, self.rest_port, etcd_port_, self.port, kPrograms, folder_.path().string());
}

std::string PatroniCluster::Ask(const Node& node, const std::string& query) const {
  const test::ProgramRun run =
      test::Run(std::string(kPrograms) + "/psql",
                {"-AtqX", "-c", query,
                 fmt::format("host=127.0.0.1 port={} user=postgres dbname=postgres "
                             "connect_timeout=3",
                             node.port)});
  if (run.status != 0) return "";
  return run.out.substr(0, run.out.find_last_not_of('\n') + 1);
}

// Its other processes end when they see that it is gone.
void PatroniCluster::KillPostmaster(size_t node) const {
  std::ifstream in(PathOf(fmt::format("data{}/postmaster.pid", node)));
  pid_t pid = 0;
  if (in >> pid && pid > 1) ::kill(pid, SIGKILL);
}

void PatroniCluster::GiveUp(const std::string& what) const {
  std::string logs = test::ReadText(PathOf("etcd.log"));
  for (size_t i = 0; i < nodes_.size(); ++i) {
    logs += test::ReadText(PathOf(fmt::format("node{}.log", i)));
  }
  throw std::runtime_error(what + " (are patroni and etcd-server installed, tools/setup?)\n" +
                           logs);
}

}  // namespace chowki::e2e
