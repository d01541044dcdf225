// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/request_head.hpp"

#include <utility>

namespace gateway {
namespace {

/// The text up to the next space, which is taken away with it.
std::string_view take_word(std::string_view& text) {
  const auto start = text.find_first_not_of(' ');
  if (start == std::string_view::npos) return {};
  text.remove_prefix(start);
  const auto word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

bool is_http1(std::string_view version) { return version.size() == 8 && version.starts_with("HTTP/1."); }

}  // namespace

void RequestHead::feed(tls::BytesView octets) {
  while (state_ == RequestState::reading && !octets.empty()) {
    const auto octet = octets.front();
    octets = octets.subspan(1);
    if (++size_ > kMaxHead) {
      state_ = RequestState::too_long;
    } else if (octet == '\n') {
      take_line();
    } else {
      line_ += static_cast<char>(octet);
    }
  }
  if (state_ == RequestState::complete) rest_.insert(rest_.end(), octets.begin(), octets.end());
}

tls::Bytes RequestHead::take_rest() { return std::exchange(rest_, {}); }

void RequestHead::take_line() {
  if (line_.ends_with('\r')) line_.pop_back();
  if (method_.empty()) {
    // RFC 9112 section 2.2: a server "SHOULD ignore at least one empty line (CRLF) received prior to the request-line".
    if (!line_.empty()) take_request_line(line_);
  } else if (line_.empty()) {
    state_ = RequestState::complete;
  }
  line_.clear();
}

void RequestHead::take_request_line(std::string_view line) {
  method_ = take_word(line);
  target_ = take_word(line);
  const auto version = take_word(line);
  if (!is_http1(version) || !take_word(line).empty()) state_ = RequestState::malformed;
}

}  // namespace gateway
