// SPDX-License-Identifier: Apache-2.0
#include "tls/client/overheard.hpp"

#include "tls/client/crypto/aead.hpp"
#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/hash.hpp"
#include "tls/client/legacy/key_schedule.hpp"
#include "tls/client/legacy/record_protection.hpp"
#include "tls/message/certificate.hpp"
#include "tls/message/client_hello.hpp"
#include "tls/message/handshake_type.hpp"
#include "tls/message/server_hello.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <functional>

namespace tls {
namespace {

std::optional<Bytes> unhexed(std::string_view text) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes octets;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const int high = digit(text[at]), low = digit(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    octets.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return octets;
}

/// What both hellos agreed on.
struct Agreed {
  Random client{}, server{};
  ProtocolVersion version{};
  const CipherSuiteInfo* suite = nullptr;
  bool encrypt_then_mac = false;
};

/// The handshake messages that a side sent in the clear, in front of the first encrypted record.
template <class Take>
void each_clear_message(BytesView octets, Take take) {
  RecordReader records;
  HandshakeJoiner messages;
  records.feed(octets);
  for (;;) {
    const auto record = records.next();
    if (!record || !*record) return;
    // A warning may come in between, and in TLS 1.3 a ChangeCipherSpec that means nothing.
    if ((*record)->type == ContentType::change_cipher_spec || (*record)->type == ContentType::alert) continue;
    if ((*record)->type != ContentType::handshake) return;
    messages.feed((*record)->fragment);
    for (;;) {
      const auto message = messages.next();
      if (!message) return;
      if (!*message) break;
      if (!take(**message)) return;
    }
  }
}

std::optional<Agreed> agreed(BytesView sent, BytesView received) {
  Agreed result;
  bool has_client = false;
  each_clear_message(sent, [&](const HandshakeMessage& message) {
    if (message.type != HandshakeType::client_hello) return false;
    const auto hello = decode_client_hello(message.body());
    if (!hello) return false;
    result.client = hello->random;
    has_client = true;
    return false;
  });
  if (!has_client) return std::nullopt;
  each_clear_message(received, [&](const HandshakeMessage& message) {
    if (message.type != HandshakeType::server_hello) return message.type == HandshakeType::hello_request;
    const auto hello = decode_server_hello(message.body());
    if (!hello) return false;
    if (is_hello_retry_request(*hello)) return true;
    const auto version = negotiated_version(*hello);
    if (!version) return false;
    result.server = hello->random;
    result.version = *version;
    result.suite = find_cipher_suite(hello->cipher_suite);
    result.encrypt_then_mac = find(hello->extensions, ExtensionType::encrypt_then_mac) != nullptr;
    return false;
  });
  return result.suite != nullptr ? std::optional(result) : std::nullopt;
}

/// Opens the records of one side that come behind its ChangeCipherSpec. Whether all did.
bool open_legacy(BytesView octets, const Agreed& both, const legacy::RecordKeys& keys,
                 const std::function<void(ContentType, Bytes)>& take) {
  legacy::RecordOpener opener(
      both.version, *both.suite, keys,
      both.encrypt_then_mac ? legacy::MacOrder::encrypt_then_mac : legacy::MacOrder::mac_then_encrypt);
  RecordReader records;
  records.feed(octets);
  for (bool is_sealed = false;;) {
    const auto record = records.next();
    if (!record || !*record) return record.has_value();
    if (!is_sealed) {
      is_sealed = (*record)->type == ContentType::change_cipher_spec;
      continue;
    }
    // Behind a second handshake on the connection come keys that no log of the first one has.
    if ((*record)->type == ContentType::change_cipher_spec) return true;
    auto opened = opener.open((*record)->type, (*record)->fragment);
    if (opened.fault) return false;
    take((*record)->type, std::move(opened.content));
  }
}

void overhear_legacy(BytesView sent, BytesView received, const Agreed& both, BytesView master, Overheard& heard) {
  const legacy::KeySchedule schedule(both.version, *both.suite, both.client, both.server);
  const auto keys = schedule.traffic_keys(master);
  bool ours = false, theirs = false;
  heard.is_all_sent_open = open_legacy(sent, both, keys.client, [&](ContentType type, const Bytes& content) {
    ours = ours || type == ContentType::handshake;
    if (type == ContentType::application_data) heard.sent.insert(heard.sent.end(), content.begin(), content.end());
  });
  open_legacy(received, both, keys.server, [&](ContentType type, Bytes content) {
    theirs = theirs || type == ContentType::handshake;
    if (type == ContentType::application_data && !content.empty()) heard.received.push_back(std::move(content));
  });
  heard.is_open = heard.is_finished = ours && theirs;
}

crypto::Hash hash_of(const CipherSuiteInfo& suite) {
  constexpr CipherSuite kAes256{0x1302};  // RFC 8446 B.4: the only one with SHA-384
  return suite.code == kAes256 ? crypto::Hash::sha384 : crypto::Hash::sha256;
}

/// RFC 8446 7.1: HKDF-Expand-Label without context, of no more than one block.
Bytes expand_label(crypto::Hash hash, BytesView secret, std::string_view label, std::size_t size) {
  const std::string whole = "tls13 " + std::string(label);
  Bytes info{static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size),
             static_cast<std::uint8_t>(whole.size())};
  info.insert(info.end(), whole.begin(), whole.end());
  info.insert(info.end(), {0, 1});
  auto octets = crypto::hmac(hash, secret, {info});
  octets.resize(std::min(size, octets.size()));
  return octets;
}

/// The records under one secret of TLS 1.3: RFC 8446 5.2 and 5.3.
class Keys13 {
 public:
  Keys13(const CipherSuiteInfo& suite, BytesView secret)
      : aead_(suite, expand_label(hash_of(suite), secret, "key", crypto::aead_sizes(suite)->key)),
        iv_(expand_label(hash_of(suite), secret, "iv", kNonce)) {}

  [[nodiscard]] std::optional<Bytes> open(BytesView fragment) {
    const Bytes header{23, 3, 3, static_cast<std::uint8_t>(fragment.size() >> 8U),
                       static_cast<std::uint8_t>(fragment.size())};
    auto nonce = iv_;
    for (std::size_t at = 0; at < sizeof sequence_; ++at)
      nonce[kNonce - 1 - at] ^= static_cast<std::uint8_t>(sequence_ >> (8 * at));
    ++sequence_;
    return aead_.open(nonce, header, fragment);
  }

 private:
  static constexpr std::size_t kNonce = 12;
  crypto::Aead aead_;
  Bytes iv_;
  std::uint64_t sequence_ = 0;
};

struct OpenedSide {
  bool is_finished = false, is_whole = false;
};

/// One side of TLS 1.3: under the handshake's secret until its Finished, then under the traffic's, which may be renewed
/// (RFC 8446 7.2).
OpenedSide open_side(BytesView octets, const CipherSuiteInfo& suite, const Bytes& handshake, Bytes traffic,
                     const std::function<void(const HandshakeMessage&)>& take_message,
                     const std::function<void(Bytes)>& take_data) {
  Keys13 keys(suite, handshake);
  HandshakeJoiner messages;
  OpenedSide side;
  RecordReader records;
  records.feed(octets);
  for (;;) {
    const auto record = records.next();
    if (!record || !*record) {
      side.is_whole = record.has_value();
      return side;
    }
    if ((*record)->type != ContentType::application_data) continue;
    auto inner = keys.open((*record)->fragment);
    if (!inner) return side;
    while (!inner->empty() && inner->back() == 0) inner->pop_back();
    if (inner->empty()) return side;
    const auto type = static_cast<ContentType>(inner->back());
    inner->pop_back();
    if (type == ContentType::application_data && side.is_finished && !inner->empty()) take_data(*std::move(inner));
    if (type != ContentType::handshake) continue;
    messages.feed(*inner);
    for (;;) {
      const auto message = messages.next();
      if (!message) return side;
      if (!*message) break;
      if (!side.is_finished) take_message(**message);
      const bool is_renewal = side.is_finished && (*message)->type == HandshakeType::key_update;
      if (is_renewal) traffic = expand_label(hash_of(suite), traffic, "traffic upd", traffic.size());
      side.is_finished = side.is_finished || (*message)->type == HandshakeType::finished;
      if (is_renewal || (*message)->type == HandshakeType::finished) keys = Keys13(suite, traffic);
    }
  }
}

/// RFC 8446 4.4.2: a context, then certificates that each have extensions behind them.
std::vector<Bytes> certificates_in(BytesView body) {
  std::vector<Bytes> chain;
  const auto number = [&body](std::size_t octets) {
    std::size_t value = 0;
    for (std::size_t at = 0; at < octets; ++at) value = value << 8U | body[at];
    body = body.subspan(octets);
    return value;
  };
  if (body.empty() || body.size() < 1U + body[0] + 3U) return chain;
  body = body.subspan(1U + body[0]);
  if (number(3) != body.size()) return chain;
  while (body.size() >= 3) {
    const auto size = number(3);
    if (body.size() < size + 2) return chain;
    chain.emplace_back(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(size));
    body = body.subspan(size);
    const auto extensions = number(2);
    if (body.size() < extensions) return chain;
    body = body.subspan(extensions);
  }
  return chain;
}

void overhear_13(BytesView sent, BytesView received, const Agreed& both, const KeyLog& secrets, Overheard& heard) {
  const auto* ours = secrets.find("CLIENT_HANDSHAKE_TRAFFIC_SECRET", both.client);
  const auto* theirs = secrets.find("SERVER_HANDSHAKE_TRAFFIC_SECRET", both.client);
  const auto* our_traffic = secrets.find("CLIENT_TRAFFIC_SECRET_0", both.client);
  const auto* their_traffic = secrets.find("SERVER_TRAFFIC_SECRET_0", both.client);
  if (ours == nullptr || theirs == nullptr || our_traffic == nullptr || their_traffic == nullptr) return;
  const auto take_message = [&heard](const HandshakeMessage& message) {
    heard.is_open = true;
    if (message.type == HandshakeType::certificate) heard.certificates = certificates_in(message.body());
    if (message.type == HandshakeType::certificate_request) heard.certificate_requested = true;
    if (message.type == HandshakeType::certificate_verify && message.body().size() >= 2)
      heard.scheme = static_cast<SignatureScheme>(message.body()[0] << 8U | message.body()[1]);
  };
  const auto they = open_side(received, *both.suite, *theirs, *their_traffic, take_message,
                              [&heard](Bytes data) { heard.received.push_back(std::move(data)); });
  const auto we = open_side(
      sent, *both.suite, *ours, *our_traffic, [](const HandshakeMessage&) {},
      [&heard](const Bytes& data) { heard.sent.insert(heard.sent.end(), data.begin(), data.end()); });
  heard.is_finished = they.is_finished && we.is_finished;
  heard.is_all_sent_open = we.is_whole;
}

}  // namespace

KeyLog::KeyLog(std::string_view text) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto first = line.find(' ');
    if (first == std::string_view::npos) continue;
    const auto second = line.find(' ', first + 1);
    if (second == std::string_view::npos) continue;
    auto random = unhexed(line.substr(first + 1, second - first - 1));
    auto secret = unhexed(line.substr(second + 1));
    if (random && secret)
      secrets_.emplace(std::pair(std::string(line.substr(0, first)), *std::move(random)), *std::move(secret));
  }
}

const Bytes* KeyLog::find(std::string_view label, BytesView client_random) const {
  const auto found = secrets_.find({std::string(label), Bytes(client_random.begin(), client_random.end())});
  return found == secrets_.end() ? nullptr : &found->second;
}

Overheard overhear(BytesView sent, BytesView received, const KeyLog& secrets) {
  Overheard heard;
  const auto both = agreed(sent, received);
  if (!both) return heard;
  try {
    if (both->version == ProtocolVersion::TLSv1_3) {
      if (crypto::has_aead(*both->suite)) overhear_13(sent, received, *both, secrets, heard);
    } else if (const auto* master = secrets.find("CLIENT_RANDOM", both->client);
               master != nullptr && legacy::RecordProtection::carries(*both->suite)) {
      overhear_legacy(sent, received, *both, *master, heard);
    }
  } catch (const std::exception&) {
    // A secret of no such suite: what was opened before stays.
  }
  return heard;
}

bool can_overhear(ProtocolVersion version, CipherSuite suite) {
  const auto* const info = find_cipher_suite(suite);
  if (info == nullptr) return false;
  return version == ProtocolVersion::TLSv1_3 ? crypto::has_aead(*info) : legacy::RecordProtection::carries(*info);
}

bool requests_certificate(BytesView received) {
  bool requests = false;
  each_clear_message(received, [&](const HandshakeMessage& message) {
    requests = requests || message.type == HandshakeType::certificate_request;
    return message.type != HandshakeType::server_hello_done;
  });
  return requests;
}

}  // namespace tls
