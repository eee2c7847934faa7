#include "sql/listener.h"

#include <pqxx/pqxx>

namespace chowki::sql {
namespace {

// One notification is as good as ten: all say "look".
class Ear final : public pqxx::notification_receiver {
 public:
  using notification_receiver::notification_receiver;
  void operator()(const std::string& /*payload*/, int /*backend*/) override {}
};

}  // namespace

struct Listener::Line {
  Line(const std::string& where, const std::string& channel)
      : connection(where), ear(connection, channel) {}
  pqxx::connection connection;
  Ear ear;
};

Listener::Listener(std::unique_ptr<Line> line) : line_(std::move(line)) {}

Listener::~Listener() = default;

Result<std::unique_ptr<Listener>> Listener::Open(const std::string& where,
                                                 const std::string& channel) {
  try {
    return std::unique_ptr<Listener>(new Listener(std::make_unique<Line>(where, channel)));
  } catch (const std::exception&) {
    return Unavailable("no PostgreSQL server to listen to");
  }
}

Result<bool> Listener::Wait(std::chrono::milliseconds wait) {
  try {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(wait);
    const std::chrono::microseconds rest = wait - seconds;
    return line_->connection.await_notification(static_cast<long>(seconds.count()),
                                                static_cast<long>(rest.count())) > 0;
  } catch (const std::exception&) {
    return Unavailable("the PostgreSQL server is gone");
  }
}

}  // namespace chowki::sql
