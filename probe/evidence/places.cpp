// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/places.hpp"

#include "probe/evidence/hello_again.hpp"
#include "probe/proxy/ip_literal.hpp"
#include "probe/sstp/request.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

namespace probe::evidence {
namespace {

/// "192.0.2.1:443" or "[2001:db8::1]:443", with a zone or without.
std::optional<Endpoint> endpoint_from(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  auto octets = address_octets(host.substr(0, host.find('%')));
  if (!octets) return std::nullopt;
  Endpoint endpoint;
  endpoint.address = *std::move(octets);
  for (const char digit : text.substr(colon + 1)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    endpoint.port = static_cast<std::uint16_t>(endpoint.port * 10 + (digit - '0'));
  }
  return endpoint;
}

struct Dialled {
  std::string host;
  std::uint16_t port;
};

Dialled dialled(const Target& target) {
  if (!target.connect) return {target.host, target.port};
  return {target.connect->host, target.connect->port.value_or(target.port)};
}

/// RFC 1928 5: the address of a request, as it stands there.
tls::Bytes socks_address(const Dialled& target) {
  tls::Bytes octets;
  if (const auto address = address_octets(target.host)) {
    octets.push_back(address->size() == 4 ? 1 : 4);
    octets.insert(octets.end(), address->begin(), address->end());
  } else {
    octets = {3, static_cast<std::uint8_t>(target.host.size())};
    octets.insert(octets.end(), target.host.begin(), target.host.end());
  }
  octets.push_back(static_cast<std::uint8_t>(target.port >> 8U));
  octets.push_back(static_cast<std::uint8_t>(target.port));
  return octets;
}

/// Whether what was sent begins by asking a proxy of that kind for the target.
bool asks_for(const Dialled& target, const std::string& proxy, const tls::Bytes& sent) {
  if (proxy.starts_with("http:")) {
    const auto line = "CONNECT " + authority(target.host, target.port) + " HTTP/1.1\r\n";
    return sent.size() >= line.size() && std::equal(line.begin(), line.end(), sent.begin());
  }
  if (!proxy.starts_with("socks5")) return false;
  const auto address = socks_address(target);
  constexpr std::size_t kMostBefore = 1024;  // the greeting, and a login of at most 513 octets
  const auto end = sent.begin() + static_cast<std::ptrdiff_t>(std::min(sent.size(), kMostBefore + address.size()));
  return !sent.empty() && sent.front() == 5 && std::search(sent.begin(), end, address.begin(), address.end()) != end;
}

/// What is wrong with the place of a connection; empty: nothing.
std::string strangeness(const TargetRecord& said, const Transcript& transcript, const std::optional<Endpoint>& address,
                        bool may_be_elsewhere) {
  const auto target = dialled(said.target);
  const auto& remote = transcript.remote;
  if (!said.proxy.empty()) {
    const auto octets = capture::octets_of(transcript);
    if (!octets.sent.empty() && !asks_for(target, said.proxy, octets.sent))
      return "its packets do not ask the record's proxy for the record's target";
    return {};
  }
  if (remote.port != target.port) return "its packets go to another port than the target's";
  if (const auto literal = address_octets(target.host); literal && *literal != remote.address)
    return "its packets go to another address than the target's";
  const bool is_ipv4 = remote.address.size() == 4;
  if ((said.target.family == AddressFamily::ipv4 && !is_ipv4) || (said.target.family == AddressFamily::ipv6 && is_ipv4))
    return "its packets are of another family of addresses than was asked for";
  if (!may_be_elsewhere && (!address || *address != remote))
    return "its packets go to another address than the record's";
  return {};
}

bool overlap(const Transcript& one, const Transcript& other) {
  return one.dialled < other.ended && other.dialled < one.ended;
}

}  // namespace

std::vector<std::pair<ExchangeId, std::string>> strange_places(const TargetRecord& said,
                                                               const Connections& connections) {
  // Of a name with several addresses the first that answers is kept to. Who was on the way then may still come up.
  std::optional<WallTime> settled;
  for (const auto& [id, connection] : connections)
    settled = std::min(settled.value_or(connection->transcript.connected), connection->transcript.connected);
  const auto address = endpoint_from(said.address);
  std::vector<std::pair<ExchangeId, std::string>> strange;
  for (const auto& [id, connection] : connections) {
    const bool may_be_elsewhere =
        connection->transcript.dialled <= *settled && connection->transcript.connected != *settled;
    if (auto what = strangeness(said, connection->transcript, address, may_be_elsewhere); !what.empty())
      strange.emplace_back(id, std::move(what));
  }
  return strange;
}

std::vector<std::string> doubled_connections(const std::vector<capture::Connection>& connections) {
  const auto text = [](const Frames& frames) {
    return "packets " + std::to_string(frames.first) + " to " + std::to_string(frames.last);
  };
  std::vector<std::string> doubled;
  const auto tell = [&](const capture::Connection& one, const capture::Connection& other) {
    doubled.push_back(text(other.frames) + " are those of " + text(one.frames) + " again");
  };
  // The latest to end, of those with these ends.
  std::map<std::tuple<tls::Bytes, std::uint16_t, tls::Bytes, std::uint16_t>, const capture::Connection*> by_ends;
  std::map<tls::Bytes, const capture::Connection*> by_random;
  std::vector<const capture::Connection*> in_time;
  for (const auto& connection : connections) in_time.push_back(&connection);
  std::stable_sort(in_time.begin(), in_time.end(),
                   [](const auto* a, const auto* b) { return a->transcript.dialled < b->transcript.dialled; });
  for (const auto* connection : in_time) {
    const auto& transcript = connection->transcript;
    const auto& [local, remote] = std::tie(transcript.local, transcript.remote);
    auto& latest = by_ends[{local.address, local.port, remote.address, remote.port}];
    const bool is_same = latest != nullptr &&
                         (overlap(latest->transcript, transcript) || latest->transcript.dialled == transcript.dialled);
    if (is_same) tell(*latest, *connection);
    if (latest == nullptr || latest->transcript.ended < transcript.ended) latest = connection;
    if (const auto hello = hello_in(capture::octets_of(transcript).sent)) {
      const auto& random = hello->hello.random;
      const auto [known, added] = by_random.emplace(tls::Bytes(random.begin(), random.end()), connection);
      if (!added && !is_same) tell(*known->second, *connection);
    }
  }
  return doubled;
}

}  // namespace probe::evidence
