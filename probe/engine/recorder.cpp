// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/recorder.hpp"

#include <boost/asio/error.hpp>

#include <algorithm>
#include <string_view>

namespace probe {
namespace {

namespace asio = boost::asio;

Endpoint endpoint_of(const asio::ip::tcp::endpoint& endpoint) {
  Endpoint result;
  result.port = endpoint.port();
  if (endpoint.address().is_v4()) {
    const auto octets = endpoint.address().to_v4().to_bytes();
    result.address.assign(octets.begin(), octets.end());
  } else {
    const auto octets = endpoint.address().to_v6().to_bytes();
    result.address.assign(octets.begin(), octets.end());
  }
  return result;
}

using Cursor = tls::Bytes::iterator;

void blot(Cursor from, Cursor to) { std::fill(from, to, std::uint8_t{'*'}); }

/// The value of Proxy-Authorization.
void blot_http(tls::Bytes& octets) {
  constexpr std::string_view kName = "Proxy-Authorization: ";
  const auto name = std::search(octets.begin(), octets.end(), kName.begin(), kName.end());
  if (name == octets.end()) return;
  const auto value = name + static_cast<std::ptrdiff_t>(kName.size());
  blot(value, std::find(value, octets.end(), std::uint8_t{'\r'}));
}

/// RFC 1929 2: version 1, then the name and the password, each behind its length.
void blot_socks5(tls::Bytes& octets) {
  constexpr std::size_t kHead = 2;
  if (octets.size() <= kHead || octets[0] != 1) return;
  const std::size_t password = std::min<std::size_t>(octets.size(), kHead + octets[1]);
  blot(octets.begin() + kHead, octets.begin() + static_cast<std::ptrdiff_t>(password));
  if (password + 1 < octets.size()) blot(octets.begin() + static_cast<std::ptrdiff_t>(password) + 1, octets.end());
}

}  // namespace

WallTime Recorder::now() {
  using std::chrono::floor, std::chrono::microseconds, std::chrono::steady_clock, std::chrono::system_clock;
  static const auto wall = floor<microseconds>(system_clock::now());
  static const auto steady = steady_clock::now();
  return wall + floor<microseconds>(steady_clock::now() - steady);
}

void Recorder::connected(const asio::ip::tcp::socket& socket) {
  boost::system::error_code error;
  const auto local = socket.local_endpoint(error);
  if (!error) transcript_.local = endpoint_of(local);
  const auto remote = socket.remote_endpoint(error);
  if (!error) transcript_.remote = endpoint_of(remote);
  transcript_.connected = now();
}

void Recorder::wrote(tls::BytesView octets, WallTime when) {
  written_ += octets.size();
  if (keeps_ && !octets.empty()) transcript_.chunks.push_back({Chunk::Way::sent, when, {octets.begin(), octets.end()}});
}

void Recorder::read(tls::BytesView octets) {
  if (octets.empty()) return;
  latest_read_ = now();
  if (keeps_) transcript_.chunks.push_back({Chunk::Way::received, latest_read_, {octets.begin(), octets.end()}});
}

void Recorder::failed(const boost::system::error_code& error) {
  if (error == asio::error::timed_out || error == asio::error::operation_aborted) return;  // we close it then
  end(error == asio::error::eof ? TranscriptEnd::by_peer : TranscriptEnd::peer_reset);
}

void Recorder::closed() { end(TranscriptEnd::by_us); }

void Recorder::end(TranscriptEnd how) {
  if (ended_) return;
  ended_ = true;
  transcript_.end = how;
  transcript_.ended = now();
}

void Recorder::blot_credentials(ProxyKind kind) {
  for (auto& chunk : transcript_.chunks) {
    if (chunk.way != Chunk::Way::sent) continue;
    switch (kind) {
      case ProxyKind::http:
        blot_http(chunk.octets);
        break;
      case ProxyKind::socks5:
        blot_socks5(chunk.octets);
        break;
    }
  }
}

}  // namespace probe
