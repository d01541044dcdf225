// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/key_schedule.hpp"

#include "tls/client/crypto/aead.hpp"
#include "tls/client/crypto/bulk_cipher.hpp"
#include "tls/client/crypto/prf.hpp"
#include "tls/wire/reader.hpp"

#include <string_view>

namespace tls::legacy {

using crypto::concatenate;
using crypto::digest;
using crypto::Hash;

namespace {

constexpr std::size_t kMasterSecretSize = 48;

Hash prf_hash(const CipherSuiteInfo& suite) {
  // RFC 5246 5: SHA-256 for all suites defined before TLS 1.2; of the newer ones only some name SHA-384.
  return suite.prf == PrfHash::sha384 ? Hash::sha384 : Hash::sha256;
}

/// A whole key, and the IV that the key block gives: a block of CBC, or the fixed part of an AEAD's nonce.
struct CipherSizes {
  std::size_t key = 0;
  std::size_t iv = 0;
};

CipherSizes cipher_sizes(const CipherSuiteInfo& suite) {
  if (const auto aead = crypto::aead_sizes(suite)) return {aead->key, aead->fixed_nonce};
  const auto bulk = crypto::bulk_cipher_sizes(suite.cipher, suite.key_bits);
  return {bulk.key, bulk.block};
}

/// How many octets of the key block make one side's key.
std::size_t key_material_size(const CipherSuiteInfo& suite, std::size_t key_size) {
  if (!suite.is_export) return key_size;
  // RFC 2246 6.3.1: 5 octets for the 40-bit suites. In the 56-bit draft (draft-ietf-tls-56-bit-ciphersuites-01, section
  // 3) DES takes its 8, parity bits included, and RC4 takes 7.
  constexpr std::size_t kExport40 = 5;
  constexpr std::size_t kExport56 = 7;
  if (suite.key_bits == 40) return kExport40;
  return suite.cipher == Cipher::des ? key_size : kExport56;
}

Bytes ssl3_finished_hash(Hash hash, BytesView master, Side side, BytesView transcript) {
  // RFC 6101 5.6.9: hash(master + pad2 + hash(handshake_messages + Sender + master + pad1))
  static constexpr std::string_view kClient = "CLNT";
  static constexpr std::string_view kServer = "SRVR";
  const std::string_view name = side == Side::client ? kClient : kServer;
  const BytesView sender(reinterpret_cast<const std::uint8_t*>(name.data()), name.size());
  const std::size_t pad = hash == Hash::md5 ? 48 : 40;
  return digest(hash, {master, Bytes(pad, 0x5C), digest(hash, {transcript, sender, master, Bytes(pad, 0x36)})});
}

}  // namespace

Bytes KeySchedule::master_secret(BytesView premaster) const {
  const Bytes seed = concatenate({client_, server_});
  if (version_ == ProtocolVersion::SSLv3) return crypto::ssl3_prf(premaster, seed, kMasterSecretSize);
  return prf(premaster, "master secret", seed, kMasterSecretSize);
}

Bytes KeySchedule::extended_master_secret(BytesView premaster, BytesView transcript) const {
  return prf(premaster, "extended master secret", transcript_hash(transcript), kMasterSecretSize);
}

TrafficKeys KeySchedule::traffic_keys(BytesView master) const {
  const auto sizes = cipher_sizes(*suite_);
  const auto hash = mac_hash(*suite_);
  const std::size_t mac_size = hash ? hash_size(*hash) : 0;
  const std::size_t key_size = key_material_size(*suite_, sizes.key);

  // RFC 2246 6.3: "key expansion", server's random first. From TLS 1.1 on IVs are explicit and those here go unused;
  // they stand last, so that what comes before is the same.
  const Bytes seed = concatenate({server_, client_});
  const std::size_t total = 2 * (mac_size + key_size + sizes.iv);
  const Bytes block = version_ == ProtocolVersion::SSLv3 ? crypto::ssl3_prf(master, seed, total)
                                                         : prf(master, "key expansion", seed, total);
  Reader in(block);
  const auto take = [&in](std::size_t size) {
    const BytesView part = in.fixed("key_block", size);
    return Bytes(part.begin(), part.end());
  };
  TrafficKeys keys;
  keys.client.mac = take(mac_size);
  keys.server.mac = take(mac_size);
  keys.client.key = take(key_size);
  keys.server.key = take(key_size);
  keys.client.iv = take(sizes.iv);
  keys.server.iv = take(sizes.iv);
  if (suite_->is_export) weaken(keys, sizes.key, sizes.iv);
  return keys;
}

/// RFC 2246 6.3.1 and RFC 6101 6.2.2.1: keys of export strength are hashed up to the cipher's size, and IVs come of
/// the randoms alone.
void KeySchedule::weaken(TrafficKeys& keys, std::size_t key_size, std::size_t iv_size) const {
  const Bytes client_first = concatenate({client_, server_});
  const Bytes server_first = concatenate({server_, client_});
  const auto first = [](Bytes octets, std::size_t size) {
    octets.resize(size);
    return octets;
  };
  if (version_ == ProtocolVersion::SSLv3) {
    keys.client.key = first(digest(Hash::md5, {keys.client.key, client_first}), key_size);
    keys.server.key = first(digest(Hash::md5, {keys.server.key, server_first}), key_size);
    keys.client.iv = first(digest(Hash::md5, {client_first}), iv_size);
    keys.server.iv = first(digest(Hash::md5, {server_first}), iv_size);
    return;
  }
  keys.client.key = prf(keys.client.key, "client write key", client_first, key_size);
  keys.server.key = prf(keys.server.key, "server write key", client_first, key_size);
  const Bytes ivs = prf({}, "IV block", client_first, 2 * iv_size);
  const auto middle = ivs.begin() + static_cast<std::ptrdiff_t>(iv_size);
  keys.client.iv.assign(ivs.begin(), middle);
  keys.server.iv.assign(middle, ivs.end());
}

Bytes KeySchedule::verify_data(BytesView master, Side side, BytesView transcript) const {
  if (version_ == ProtocolVersion::SSLv3) {
    return concatenate({ssl3_finished_hash(Hash::md5, master, side, transcript),
                        ssl3_finished_hash(Hash::sha1, master, side, transcript)});
  }
  constexpr std::size_t kVerifyDataSize = 12;
  return prf(master, side == Side::client ? "client finished" : "server finished", transcript_hash(transcript),
             kVerifyDataSize);
}

Bytes KeySchedule::prf(BytesView secret, std::string_view label, BytesView seed, std::size_t size) const {
  if (version_ == ProtocolVersion::TLSv1_2) return crypto::tls12_prf(prf_hash(*suite_), secret, label, seed, size);
  return crypto::tls10_prf(secret, label, seed, size);
}

Bytes KeySchedule::transcript_hash(BytesView transcript) const {
  if (version_ == ProtocolVersion::TLSv1_2) return digest(prf_hash(*suite_), {transcript});
  return concatenate({digest(Hash::md5, {transcript}), digest(Hash::sha1, {transcript})});
}

std::optional<Hash> mac_hash(const CipherSuiteInfo& suite) {
  switch (suite.mac) {
    case MacAlgorithm::md5:
      return Hash::md5;
    case MacAlgorithm::sha1:
      return Hash::sha1;
    case MacAlgorithm::sha256:
      return Hash::sha256;
    case MacAlgorithm::sha384:
      return Hash::sha384;
    case MacAlgorithm::null:
    case MacAlgorithm::aead:
    case MacAlgorithm::gost:
    case MacAlgorithm::sm3:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace tls::legacy
