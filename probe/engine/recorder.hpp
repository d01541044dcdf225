// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/local_means.hpp"
#include "probe/model/transcript.hpp"
#include "probe/proxy/proxy_url.hpp"
#include "tls/wire/bytes.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace probe {

/// Listens in on one connection. Who it is with is always noted; what is said, when transcripts are kept.
class Recorder {
 public:
  explicit Recorder(Transcripts transcripts) : keeps_(transcripts == Transcripts::kept) {
    transcript_.dialled = latest_read_ = now();
  }

  void connected(const boost::asio::ip::tcp::socket& socket);
  void wrote(tls::BytesView octets, WallTime when);
  void read(tls::BytesView octets);
  void failed(const boost::system::error_code& error);
  void closed();
  /// What was sent so far was for a proxy: the credentials in it are nobody's business.
  void blot_credentials(ProxyKind kind);

  /// The wall clock as it was read once, and from then on by a clock that nobody sets: what is told of a scan and what
  /// its packets say are the same times, to the microsecond.
  [[nodiscard]] static WallTime now();
  [[nodiscard]] WallTime dialled() const { return transcript_.dialled; }
  /// Of the latest octets that came; when it was dialled, while there were none.
  [[nodiscard]] WallTime latest_read() const { return latest_read_; }
  /// When the connection ended, once it has.
  [[nodiscard]] std::optional<WallTime> ended() const {
    return ended_ ? std::optional(transcript_.ended) : std::nullopt;
  }
  /// Octets, to a proxy too.
  [[nodiscard]] std::size_t written() const { return written_; }
  [[nodiscard]] bool keeps() const { return keeps_; }
  [[nodiscard]] Transcript take() { return std::move(transcript_); }

 private:
  void end(TranscriptEnd how);

  bool keeps_;
  bool ended_ = false;
  std::size_t written_ = 0;
  WallTime latest_read_{};
  Transcript transcript_;
};

}  // namespace probe
