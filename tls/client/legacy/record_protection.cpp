// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/record_protection.hpp"

#include "tls/client/crypto/record_mac.hpp"
#include "tls/wire/writer.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace tls::legacy {

RecordProtection::RecordProtection(ProtocolVersion version, const CipherSuiteInfo& suite, const RecordKeys& keys,
                                   crypto::Direction direction)
    : version_(version), mac_key_(keys.mac) {
  if (!carries(suite)) throw std::invalid_argument("tls::legacy::RecordProtection: a suite that it does not carry");
  if (const auto sizes = crypto::aead_sizes(suite)) {
    aead_.emplace(suite, keys.key);
    fixed_nonce_ = keys.iv;
    explicit_nonce_ = sizes->explicit_nonce;
    tag_ = sizes->tag;
    return;
  }
  block_ = keys.iv.size();
  hash_ = *mac_hash(suite);
  cipher_ = crypto::make_bulk_cipher(suite.cipher, keys.key, keys.iv, direction);
}

bool RecordProtection::carries(const CipherSuiteInfo& suite) {
  const bool mode = suite.mode == CipherMode::none || suite.mode == CipherMode::stream || suite.mode == CipherMode::cbc;
  return crypto::has_aead(suite) || (mode && mac_hash(suite) && crypto::has_bulk_cipher(suite.cipher));
}

Bytes RecordProtection::next_mac(ContentType type, BytesView content) {
  return crypto::record_mac(version_, hash_, mac_key_, {sequence_++, type, content});
}

Bytes RecordProtection::next_additional_data(ContentType type, std::size_t size) {
  return crypto::record_pseudo_header(version_, sequence_++, type, size);
}

Bytes RecordProtection::sequence_octets() const {
  Writer out;
  out.u32(static_cast<std::uint32_t>(sequence_ >> 32));
  out.u32(static_cast<std::uint32_t>(sequence_));
  return out.take();
}

Bytes RecordProtection::nonce(BytesView explicit_part) const {
  // RFC 5288 3: "salt" of four octets, then "nonce_explicit" of eight.
  if (explicit_nonce_ != 0) return crypto::concatenate({fixed_nonce_, explicit_part});
  // RFC 7905 2: "The padded sequence number is XORed with the client_write_IV ... or server_write_IV".
  Bytes result = fixed_nonce_;
  const Bytes sequence = sequence_octets();
  const std::size_t padding = result.size() - sequence.size();
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    result[padding + i] = static_cast<std::uint8_t>(result[padding + i] ^ sequence[i]);
  }
  return result;
}

RecordSealer::RecordSealer(ProtocolVersion version, const CipherSuiteInfo& suite, const RecordKeys& keys,
                           RandomSource random)
    : RecordProtection(version, suite, keys, crypto::Direction::encrypt), random_(std::move(random)) {}

Bytes RecordSealer::seal(ContentType type, BytesView content) {
  const bool split = type == ContentType::application_data && block_ != 0 && !has_explicit_iv() && content.size() > 1;
  Bytes records;
  std::size_t limit = split ? 1 : kMaxPlaintextFragment;
  do {
    const BytesView part = content.first(std::min(limit, content.size()));
    const Bytes record = seal_one(type, part);
    records.insert(records.end(), record.begin(), record.end());
    content = content.subspan(part.size());
    limit = kMaxPlaintextFragment;
  } while (!content.empty());
  return records;
}

Bytes RecordSealer::seal_by_aead(ContentType type, BytesView content) {
  // RFC 5288 3: "The nonce_explicit MAY be the 64-bit sequence number."
  Bytes fragment = explicit_nonce_ != 0 ? sequence_octets() : Bytes{};
  const Bytes whole_nonce = nonce(fragment);
  const Bytes sealed = aead_->seal(whole_nonce, next_additional_data(type, content.size()), content);
  fragment.insert(fragment.end(), sealed.begin(), sealed.end());
  return encode_records(type, version_, fragment, kMaxCiphertextFragment);
}

Bytes RecordSealer::seal_one(ContentType type, BytesView content) {
  if (aead_) return seal_by_aead(type, content);
  Bytes fragment;
  if (has_explicit_iv()) {
    // RFC 4346 6.2.3.2 (2)(b): a random block before the content, encrypted with it; its ciphertext is the explicit IV.
    fragment.resize(block_);
    random_(fragment);
  }
  const Bytes mac = next_mac(type, content);
  fragment.insert(fragment.end(), content.begin(), content.end());
  fragment.insert(fragment.end(), mac.begin(), mac.end());
  if (block_ != 0) {
    // "Each uint8 in the padding data vector MUST be filled with the padding length value."
    const std::size_t padding = block_ - 1 - fragment.size() % block_;
    fragment.insert(fragment.end(), padding + 1, static_cast<std::uint8_t>(padding));
  }
  cipher_->transform(fragment);
  return encode_records(type, version_, fragment, kMaxCiphertextFragment);
}

OpenedRecord RecordOpener::open_by_aead(ContentType type, BytesView fragment) {
  if (fragment.size() < explicit_nonce_ + tag_) return {RecordFault::bad_length, {}};
  const Bytes whole_nonce = nonce(fragment.first(explicit_nonce_));
  const BytesView sealed = fragment.subspan(explicit_nonce_);
  auto content = aead_->open(whole_nonce, next_additional_data(type, sealed.size() - tag_), sealed);
  if (!content) return {RecordFault::bad_mac, {}};
  if (content->size() > kMaxPlaintextFragment) return {RecordFault::too_long, {}};
  return {std::nullopt, std::move(*content)};
}

OpenedRecord RecordOpener::open_behind_mac(ContentType type, BytesView fragment) {
  const std::size_t mac_size = hash_size(hash_), iv = has_explicit_iv() ? block_ : 0;
  if (fragment.size() < mac_size + iv + block_) return {RecordFault::bad_length, {}};
  const BytesView sealed = fragment.first(fragment.size() - mac_size);
  if (sealed.size() % block_ != 0) return {RecordFault::bad_length, {}};
  // RFC 7366 3: over "TLSCipherText.type + TLSCipherText.version + TLSCipherText.length + IV + ENC(content + ...)".
  const Bytes expected = next_mac(type, sealed);
  if (CRYPTO_memcmp(expected.data(), fragment.data() + sealed.size(), mac_size) != 0) return {RecordFault::bad_mac, {}};
  Bytes content(sealed.begin(), sealed.end());
  cipher_->transform(content);
  content.erase(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(iv));
  const auto padding = padding_size(content);
  if (!padding) return {RecordFault::bad_padding, {}};
  content.resize(content.size() - *padding);
  if (content.size() > kMaxPlaintextFragment) return {RecordFault::too_long, {}};
  return {std::nullopt, std::move(content)};
}

OpenedRecord RecordOpener::open(ContentType type, BytesView fragment) {
  if (aead_) return open_by_aead(type, fragment);
  if (block_ != 0 && order_ == MacOrder::encrypt_then_mac) return open_behind_mac(type, fragment);
  Bytes content(fragment.begin(), fragment.end());
  if (block_ != 0 && content.size() % block_ != 0) return {RecordFault::bad_length, {}};
  cipher_->transform(content);

  if (has_explicit_iv()) {
    if (content.size() < block_) return {RecordFault::bad_length, {}};
    content.erase(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(block_));
  }
  const std::size_t mac_size = hash_size(hash_);
  if (content.size() < mac_size + (block_ != 0 ? 1 : 0)) return {RecordFault::bad_length, {}};
  if (block_ != 0) {
    const auto padding = padding_size(content);
    if (!padding || *padding + mac_size > content.size()) return {RecordFault::bad_padding, {}};
    content.resize(content.size() - *padding);
  }

  const std::size_t size = content.size() - mac_size;
  const Bytes expected = next_mac(type, BytesView(content).first(size));
  if (CRYPTO_memcmp(expected.data(), content.data() + size, mac_size) != 0) return {RecordFault::bad_mac, {}};
  content.resize(size);
  // RFC 5246 6.2.1: "The length MUST NOT exceed 2^14."
  if (size > kMaxPlaintextFragment) return {RecordFault::too_long, {}};
  return {std::nullopt, std::move(content)};
}

std::optional<std::size_t> RecordOpener::padding_size(BytesView padded) const {
  const std::uint8_t length = padded.back();
  const std::size_t size = std::size_t{length} + 1;
  if (version_ == ProtocolVersion::SSLv3) {
    // RFC 6101 5.2.3.2: the padding is no longer than needed, and what it holds is left open.
    return size <= block_ ? std::optional(size) : std::nullopt;
  }
  if (size > padded.size()) return std::nullopt;
  const auto is_length = [length](std::uint8_t octet) { return octet == length; };
  return std::ranges::all_of(padded.last(size), is_length) ? std::optional(size) : std::nullopt;
}

std::string_view describe(RecordFault fault) {
  switch (fault) {
    case RecordFault::bad_length:
      return "a record's length does not suit the cipher";
    case RecordFault::bad_padding:
      return "a record's padding is wrong";
    case RecordFault::bad_mac:
      return "a record's MAC is wrong";
    case RecordFault::too_long:
      return "a record is too long";
  }
  return "a record is wrong";
}

}  // namespace tls::legacy
