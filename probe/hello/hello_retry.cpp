// SPDX-License-Identifier: Apache-2.0
#include "probe/hello/hello_retry.hpp"

#include "probe/hello/client_share.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace probe {
namespace {

using tls::ExtensionType;
using tls::NamedGroup;

/// A hello's extensions have to fit into 64 KiB, the cookie among them.
constexpr std::size_t kMostCookie = 32 * 1024;

SecondHello cannot(std::string problem) { return {std::nullopt, std::move(problem)}; }

std::vector<NamedGroup> listed_groups(const tls::ClientHello& hello) {
  const auto* const extension = tls::find(*hello.extensions, ExtensionType::supported_groups);
  if (extension == nullptr) return {};
  auto groups = tls::decode_supported_groups(extension->data);
  return groups ? *std::move(groups) : std::vector<NamedGroup>{};
}

bool has_share(const tls::ClientHello& hello, NamedGroup group) {
  const auto* const extension = tls::find(*hello.extensions, ExtensionType::key_share);
  if (extension == nullptr) return false;
  const auto shares = tls::decode_client_key_share(extension->data);
  return shares &&
         std::any_of(shares->begin(), shares->end(), [group](const auto& share) { return share.group == group; });
}

/// RFC 8446 4.2.8: the group must be one "in the "supported_groups" extension in the original ClientHello", and not one
/// "provided in the "key_share" extension in the original ClientHello".
std::string problem_with(NamedGroup group, const tls::ClientHello& first) {
  const auto groups = listed_groups(first);
  if (std::find(groups.begin(), groups.end(), group) == groups.end())
    return "the HelloRetryRequest asks for group " + to_string(group) + ", which was not offered";
  if (has_share(first, group))
    return "the HelloRetryRequest asks for a share of group " + to_string(group) + ", which it had already";
  return {};
}

void set_extension(std::vector<tls::Extension>& extensions, tls::Extension extension) {
  const auto old = std::find_if(extensions.begin(), extensions.end(),
                                [&](const auto& candidate) { return candidate.type == extension.type; });
  if (old == extensions.end())
    extensions.push_back(std::move(extension));
  else
    *old = std::move(extension);
}

}  // namespace

SecondHello second_hello(const tls::ClientHello& first, const tls::ServerHello& retry, const RandomSource& random) {
  if (!first.extensions) return cannot("the HelloRetryRequest answers a hello without extensions");
  const auto* const wanted = tls::find(retry.extensions, ExtensionType::key_share);
  const auto* const cookie = tls::find(retry.extensions, ExtensionType::cookie);
  // RFC 8446 4.1.4: "Clients MUST abort the handshake [...] if the HelloRetryRequest would not result in any change in
  // the ClientHello."
  if (wanted == nullptr && cookie == nullptr) return cannot("the HelloRetryRequest asks for no change");

  SecondHello second{first, {}};
  if (wanted != nullptr) {
    const auto group = tls::decode_retry_key_share(wanted->data);
    if (!group) return cannot("HelloRetryRequest: " + to_string(group.error()));
    if (auto problem = problem_with(*group, first); !problem.empty()) return cannot(std::move(problem));
    const auto share = client_share(*group, random);
    if (!share)
      return cannot("the HelloRetryRequest asks for group " + to_string(*group) + ", which this program lacks");
    set_extension(*second.hello->extensions, tls::client_key_share_extension(std::array{*share}));
  }
  if (cookie != nullptr) {
    const auto text = tls::decode_cookie(cookie->data);
    if (!text) return cannot("HelloRetryRequest: " + to_string(text.error()));
    if (text->size() > kMostCookie)
      return cannot("the HelloRetryRequest's cookie of " + std::to_string(text->size()) +
                    " octets is larger than this program sends back");
    set_extension(*second.hello->extensions, tls::cookie_extension(*text));
  }
  return second;
}

tls::Bytes second_flight(const tls::ClientHello& second) {
  constexpr auto kVersion = tls::ProtocolVersion::TLSv1_2;  // RFC 8446 5.1: of all records but the first hello's
  tls::Bytes flight;
  // RFC 8446 D.4: a client sends "a dummy change_cipher_spec record [...] immediately before its second flight. This
  // may either be before its second ClientHello or before its encrypted handshake flight." With a cookie it is the
  // latter: a server that keeps no state takes the second ClientHello for the first message of a connection, and some
  // that do
  // (`openssl s_server -stateless` of OpenSSL 3.0) close the connection when another record comes in front of it.
  const bool stateless = second.extensions && tls::find(*second.extensions, ExtensionType::cookie) != nullptr;
  if (!second.session_id.empty() && !stateless) {
    flight = tls::encode_records(tls::ContentType::change_cipher_spec, kVersion, std::array<std::uint8_t, 1>{1});
  }
  const auto hello = tls::encode_records(tls::ContentType::handshake, kVersion, tls::encode(second));
  flight.insert(flight.end(), hello.begin(), hello.end());
  return flight;
}

}  // namespace probe
