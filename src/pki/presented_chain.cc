#include "pki/presented_chain.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "pki/certificate.h"
#include "pki/certificate_form.h"
#include "pki/openssl.h"

namespace chowki::pki {
namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, FreeBy<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, FreeBy<SSL_free>>;
using AddressPtr = std::unique_ptr<addrinfo, FreeBy<freeaddrinfo>>;

class Socket {
 public:
  explicit Socket(int number) : number_(number) {}
  Socket(Socket&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

struct HostPort {
  std::string host;
  std::string port;
};

Result<HostPort> Parse(const std::string& server) {
  const std::size_t colon = server.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == server.size()) {
    return InvalidInput("{} is not HOST:PORT", server);
  }
  std::string host = server.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return HostPort{std::move(host), server.substr(colon + 1)};
}

// The first address that takes a connection.
Result<Socket> Connect(const HostPort& server, std::chrono::seconds patience) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(server.host.c_str(), server.port.c_str(), &hints, &found)) {
    return Unavailable("{}: {}", server.host, gai_strerror(error));
  }
  const AddressPtr addresses(found);
  const timeval wait{patience.count(), 0};
  std::string fault = "no address";
  for (const addrinfo* at = addresses.get(); at != nullptr; at = at->ai_next) {
    Socket socket(::socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol));
    // On Linux the time to send is also the time to connect (socket(7)).
    const bool connected =
        socket.number() >= 0 &&
        ::setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait) == 0 &&
        ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) == 0 &&
        ::connect(socket.number(), at->ai_addr, at->ai_addrlen) == 0;
    if (connected) return socket;
    fault = std::strerror(errno);
  }
  return Unavailable("{}:{}: {}", server.host, server.port, fault);
}

}  // namespace

Result<std::vector<std::string>> FetchPresentedChain(const std::string& server,
                                                     std::chrono::seconds patience) {
  CHOWKI_ASSIGN_OR_RETURN(HostPort address, Parse(server));
  CHOWKI_ASSIGN_OR_RETURN(const Socket socket, Connect(address, patience));
  const ContextPtr context(SSL_CTX_new(TLS_client_method()));
  const SslPtr ssl(context ? SSL_new(context.get()) : nullptr);
  if (!ssl) return OpenSslError("preparing TLS");
  SSL_set_verify(ssl.get(), SSL_VERIFY_NONE, nullptr);  // nothing is believed, see the header
  SSL_set_min_proto_version(ssl.get(), TLS1_2_VERSION);
  SSL_ctrl(ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, address.host.data());
  constexpr unsigned char kHttp2[] = {2, 'h', '2'};  // gRPC answers nobody who speaks less
  SSL_set_alpn_protos(ssl.get(), kHttp2, sizeof kHttp2);
  SSL_set_fd(ssl.get(), socket.number());
  const bool shaken = SSL_connect(ssl.get()) == 1;
  ERR_clear_error();
  STACK_OF(X509)* presented = shaken ? SSL_get_peer_cert_chain(ssl.get()) : nullptr;
  if (presented == nullptr) return Unavailable("{} does not answer in TLS", server);
  std::vector<std::string> chain;
  for (int i = 0; i < sk_X509_num(presented); ++i) {
    CHOWKI_ASSIGN_OR_RETURN(chain.emplace_back(), ToPem(sk_X509_value(presented, i)));
  }
  return chain;
}

Result<std::string> FindByFingerprint(const std::vector<std::string>& chain, const Digest& sha256) {
  for (const std::string& pem : chain) {
    const auto certificate = ReadCertificate(pem);
    if (certificate.ok() && certificate->sha256 == sha256) return pem;
  }
  return WithDetail(PermissionDenied("whoever answers there does not stand under the authority "
                                     "with fingerprint {}",
                                     ToHex(sha256)),
                    {"AUTHORITY_MISMATCH", {{"wanted", ToHex(sha256)}}});
}

}  // namespace chowki::pki
