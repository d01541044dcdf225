// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/sstp/head_deviation.hpp"
#include "tls/wire/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probe {

/// The head of an HTTP response, as far as a diagnosis needs it. Every string is the peer's and hostile: any octet but
/// LF can be in it, and none is longer than kMaxValue.
struct HttpHead {
  static constexpr std::size_t kMaxValue = 256;  ///< what is longer is cut

  unsigned minor_version = 1;  ///< of HTTP/1
  unsigned status = 0;         ///< 100 to 999
  std::string reason;          ///< may be empty
  std::optional<std::string> server;
  std::optional<std::string> content_length;
  std::optional<std::string> content_type;
  std::optional<std::string> location;
  std::optional<std::string> connection;
  std::optional<std::string> www_authenticate;
  std::optional<std::string> proxy_authenticate;
  std::optional<std::string> via;         ///< or another field that proxies and caches alone write
  std::vector<HeadDeviation> deviations;  ///< each at most once, in the order in which they were met

  friend bool operator==(const HttpHead&, const HttpHead&) = default;
};

/// Adds a deviation unless it is there.
void note(HttpHead& head, HeadDeviation deviation);

enum class HeadState : std::uint8_t {
  reading,        ///< more octets are needed
  complete,       ///< head() is final
  not_http,       ///< the first octets are of another protocol
  other_version,  ///< a status line of HTTP/0.9, HTTP/2 or of no version at all
  bad_status,     ///< a status line without a status code of three digits
  too_long,       ///< no end within kMaxHead octets
};

/// Reads a response head, tolerantly: real gateways are documented with a status line that libraries refuse
/// ("HTTP/1.1 200" without a space and a reason). Interim responses are skipped.
class HttpHeadReader {
 public:
  static constexpr std::size_t kMaxHead = 16 * 1024;
  static constexpr std::size_t kMaxStart = 512;

  /// Ignored unless `reading`.
  void feed(tls::BytesView octets);
  /// No more octets will come. A head whose status line is whole is then complete; otherwise it goes on `reading`.
  void finish();

  [[nodiscard]] HeadState state() const { return state_; }
  /// What has been read so far.
  [[nodiscard]] const HttpHead& head() const { return head_; }
  /// The first octets of all that was fed, at most kMaxStart: what a diagnosis shows when this is no HTTP.
  [[nodiscard]] tls::BytesView start() const { return start_; }
  /// Takes the octets that the last feed() had behind the head.
  [[nodiscard]] tls::Bytes take_rest();

 private:
  void take_octet(std::uint8_t octet);
  void take_line();
  void take_status_line(std::string_view line);
  void take_field(std::string_view line);
  void take_blank_line();

  HeadState state_ = HeadState::reading;
  bool in_fields_ = false;  ///< behind the status line
  std::size_t size_ = 0;    ///< octets of the head so far, interim heads included
  std::string line_;        ///< the line that is being read
  tls::Bytes start_;
  tls::Bytes rest_;
  HttpHead head_;
};

}  // namespace probe
