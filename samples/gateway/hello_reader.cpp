// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/hello_reader.hpp"

#include <algorithm>

namespace gateway {
namespace {

using tls::DecodeError;
using tls::DecodeFault;

using Next = tls::Decoded<std::optional<ReceivedHello>>;

/// RFC 5246 appendix E.2: an SSL 2.0 record's first bit is set, and its third octet is msg_type client_hello.
/// Octets of TLS begin with 22 and major version 3.
bool looks_like_ssl2(tls::BytesView octets) { return (octets[0] & 0x80) != 0 && octets[2] == 1; }

}  // namespace

void HelloReader::feed(tls::BytesView octets) {
  received_ += octets.size();
  if (format_ == Format::tls) return records_.feed(octets);
  first_.insert(first_.end(), octets.begin(), octets.end());
  if (format_ == Format::ssl2 || first_.size() < 3) return;
  format_ = looks_like_ssl2(first_) ? Format::ssl2 : Format::tls;
  if (format_ == Format::ssl2) return;
  records_.feed(first_);
  first_.clear();
}

Next HelloReader::next() {
  switch (format_) {
    case Format::unknown:
      return std::nullopt;
    case Format::ssl2:
      return next_ssl2();
    case Format::tls:
      return next_tls();
  }
  return std::nullopt;
}

Next HelloReader::next_ssl2() {
  const auto record = tls::ssl2::first_record(first_);
  if (!record) return record.error();
  if (!*record) return std::nullopt;
  auto hello = tls::ssl2::decode_client_hello((*record)->payload);
  if (!hello) return hello.error();
  // RFC 5246 appendix E.2: the message without the record's header is what is hashed.
  const auto& payload = (*record)->payload;
  ReceivedHello received{std::move(*hello), tls::Bytes(payload.begin(), payload.end()), received_};
  first_.erase(first_.begin(), first_.begin() + static_cast<std::ptrdiff_t>((*record)->consumed));
  return received;
}

Next HelloReader::next_tls() {
  while (true) {
    auto message = messages_.next();
    if (!message) return message.error();
    if (*message) {
      if ((*message)->type != tls::HandshakeType::client_hello) {
        return DecodeError{DecodeFault::illegal_value, "msg_type", 0};
      }
      auto hello = tls::decode_client_hello((*message)->body());
      if (!hello) return hello.error();
      return ReceivedHello{std::move(*hello), std::move((*message)->raw), received_};
    }
    const auto record = records_.next();
    if (!record) return record.error();
    if (!*record) return std::nullopt;
    // RFC 8446 appendix D.4: a client may send a change_cipher_spec before its second hello; it says nothing.
    if ((*record)->type == tls::ContentType::change_cipher_spec) continue;
    if ((*record)->type != tls::ContentType::handshake) return DecodeError{DecodeFault::illegal_value, "type", 0};
    messages_.feed((*record)->fragment);
  }
}

std::optional<tls::Bytes> HelloReader::rest() const {
  if (format_ != Format::tls) return first_;
  if (!messages_.empty()) return std::nullopt;
  const auto pending = records_.pending();
  return tls::Bytes(pending.begin(), pending.end());
}

tls::ClientHello to_tls_hello(const tls::ssl2::ClientHello& hello) {
  tls::ClientHello converted;
  converted.legacy_version = hello.version;
  for (const auto kind : hello.cipher_kinds) {
    if (!tls::is_ssl2_kind(kind)) converted.cipher_suites.push_back(kind);
  }
  // "The challenge ... right-justified with leading zeros" becomes ClientHello.random; longer ones lose their front.
  const auto size = std::min(hello.challenge.size(), converted.random.size());
  std::copy(hello.challenge.end() - static_cast<std::ptrdiff_t>(size), hello.challenge.end(),
            converted.random.end() - static_cast<std::ptrdiff_t>(size));
  return converted;
}

}  // namespace gateway
