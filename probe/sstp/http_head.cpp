// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/http_head.hpp"

#include "tls/registry/code_text.hpp"

#include <algorithm>
#include <utility>

namespace probe {
namespace {

constexpr std::string_view kProtocol = "HTTP/";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string kept(std::string_view text) { return std::string(text.substr(0, HttpHead::kMaxValue)); }

/// Where the field's value is kept, if it is.
std::optional<std::string>* slot(HttpHead& head, std::string_view name) {
  struct Field {
    std::string_view name;
    std::optional<std::string> HttpHead::* value;
  };
  static constexpr Field kFields[] = {
      {"Server", &HttpHead::server},
      {"Content-Length", &HttpHead::content_length},
      {"Content-Type", &HttpHead::content_type},
      {"Location", &HttpHead::location},
      {"Connection", &HttpHead::connection},
      {"WWW-Authenticate", &HttpHead::www_authenticate},
      {"Proxy-Authenticate", &HttpHead::proxy_authenticate},
      {"Via", &HttpHead::via},
      {"X-Cache", &HttpHead::via},
      {"X-Cache-Lookup", &HttpHead::via},
      {"X-Squid-Error", &HttpHead::via},
      {"Proxy-Agent", &HttpHead::via},
  };
  for (const auto& field : kFields)
    if (tls::equal_ignoring_case(field.name, name)) return &(head.*field.value);
  return nullptr;
}

}  // namespace

void note(HttpHead& head, HeadDeviation deviation) {
  auto& all = head.deviations;
  if (std::find(all.begin(), all.end(), deviation) == all.end()) all.push_back(deviation);
}

void HttpHeadReader::feed(tls::BytesView octets) {
  if (state_ != HeadState::reading) return;
  const auto shown = octets.first(std::min(octets.size(), kMaxStart - start_.size()));
  start_.insert(start_.end(), shown.begin(), shown.end());
  std::size_t at = 0;
  while (at < octets.size() && state_ == HeadState::reading) take_octet(octets[at++]);
  rest_.assign(octets.begin() + static_cast<std::ptrdiff_t>(at), octets.end());
}

void HttpHeadReader::finish() {
  if (state_ != HeadState::reading || !in_fields_) return;
  note(head_, HeadDeviation::no_blank_line);
  state_ = HeadState::complete;
}

tls::Bytes HttpHeadReader::take_rest() { return std::exchange(rest_, {}); }

void HttpHeadReader::take_octet(std::uint8_t octet) {
  if (++size_ > kMaxHead) {
    state_ = HeadState::too_long;
    return;
  }
  if (octet == '\n') return take_line();
  line_ += static_cast<char>(octet);
  // Nobody should wait for the line's end to learn that this is SSH.
  if (!in_fields_ && line_ != "\r" && kProtocol.substr(0, line_.size()) != line_.substr(0, kProtocol.size()))
    state_ = HeadState::not_http;
}

void HttpHeadReader::take_line() {
  std::string_view line = line_;
  if (!line.empty() && line.back() == '\r') {
    line.remove_suffix(1);
  } else {
    // RFC 9112 2.2: "a recipient MAY recognize a single LF as a line terminator".
    note(head_, HeadDeviation::bare_line_feed);
  }
  if (!in_fields_) {
    take_status_line(line);
  } else if (line.empty()) {
    take_blank_line();
  } else {
    take_field(line);
  }
  line_.clear();
}

/// RFC 9112 4: status-line = HTTP-version SP status-code SP [ reason-phrase ].
void HttpHeadReader::take_status_line(std::string_view line) {
  if (line.empty()) return note(head_, HeadDeviation::leading_empty_line);
  if (line.substr(0, kProtocol.size()) != kProtocol) {
    state_ = HeadState::not_http;
    return;
  }
  line.remove_prefix(kProtocol.size());
  if (line.size() < 3 || line[0] != '1' || line[1] != '.' || !is_digit(line[2]) ||
      (line.size() > 3 && !is_blank(line[3]))) {
    state_ = HeadState::other_version;
    return;
  }
  head_.minor_version = static_cast<unsigned>(line[2] - '0');
  if (head_.minor_version == 0) note(head_, HeadDeviation::http_1_0);
  if (head_.minor_version > 1) note(head_, HeadDeviation::unusual_version);

  line = line.substr(3);
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  const bool code = line.size() >= 3 && line[0] != '0' && std::all_of(line.begin(), line.begin() + 3, is_digit);
  if (!code || (line.size() > 3 && !is_blank(line[3]))) {
    state_ = HeadState::bad_status;
    return;
  }
  head_.status = 0;
  for (const char digit : line.substr(0, 3)) head_.status = head_.status * 10 + static_cast<unsigned>(digit - '0');
  if (line.size() == 3) note(head_, HeadDeviation::no_space_after_status);
  head_.reason = kept(trimmed(line.substr(3)));
  in_fields_ = true;
}

void HttpHeadReader::take_field(std::string_view line) {
  // RFC 9112 5.2: "A sender MUST NOT generate a message that includes line folding".
  if (is_blank(line.front())) return note(head_, HeadDeviation::folded_field);
  const auto colon = line.find(':');
  const auto name = trimmed(line.substr(0, colon));
  // RFC 9112 5.1: "No whitespace is allowed between the field name and colon."
  if (colon == std::string_view::npos || name.empty() || name.size() != colon)
    note(head_, HeadDeviation::malformed_field);
  if (colon == std::string_view::npos) return;

  auto* const value = slot(head_, name);
  if (!value) return;
  auto text = kept(trimmed(line.substr(colon + 1)));
  if (!*value) {
    *value = std::move(text);
  } else if (value == &head_.content_length && **value != text) {
    note(head_, HeadDeviation::repeated_content_length);
  }
}

void HttpHeadReader::take_blank_line() {
  // RFC 9110 15.2: "A client MUST be able to parse one or more 1xx responses received prior to a final response".
  // Behind 101 there is none: another protocol begins.
  if (head_.status >= 200 || head_.status == 101) {
    state_ = HeadState::complete;
    return;
  }
  auto deviations = std::move(head_.deviations);
  head_ = HttpHead{};
  head_.deviations = std::move(deviations);
  note(head_, HeadDeviation::interim_response);
  in_fields_ = false;
}

}  // namespace probe
