// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/local_means.hpp"
#include "probe/model/transcript.hpp"
#include "probe/proxy/proxy_url.hpp"
#include "tls/wire/bytes.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <utility>

namespace probe {

/// Listens in on one connection. Who it is with is always noted; what is said, when transcripts are kept.
class Recorder {
 public:
  explicit Recorder(Transcripts transcripts) : keeps_(transcripts == Transcripts::kept) { transcript_.dialled = now(); }

  void connected(const boost::asio::ip::tcp::socket& socket);
  void wrote(tls::BytesView octets, WallTime when);
  void read(tls::BytesView octets);
  void failed(const boost::system::error_code& error);
  void closed();
  /// What was sent so far was for a proxy: the credentials in it are nobody's business.
  void blot_credentials(ProxyKind kind);

  [[nodiscard]] static WallTime now() {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] bool keeps() const { return keeps_; }
  [[nodiscard]] Transcript take() { return std::move(transcript_); }

 private:
  void end(TranscriptEnd how);

  bool keeps_;
  bool ended_ = false;
  Transcript transcript_;
};

}  // namespace probe
