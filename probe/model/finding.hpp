// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/message.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace probe {

/// Something that the scan saw and that a reader must know, whatever a policy says of it.
enum class FindingKind : std::uint8_t {
  selected_unoffered_suite,      ///< a ServerHello named a suite that the hello did not
  selected_unoffered_version,    ///< a ServerHello named a version newer than any that was offered
  answer_changed,                ///< the same hello drew different selections
  hello_retry_loop,              ///< a second HelloRetryRequest, or one that asks for what it had
  dropped_hello,                 ///< the server answers smaller hellos only
  handshake_failed_after_hello,  ///< a ServerHello, then a fatal alert in the same flight
  nonce_reused,                  ///< two Call Connect Acks carried the same nonce
  unsound_hash_bitmask,          ///< a Call Connect Ack asked for no hash, or for one that does not exist
  client_certificate_requested,  ///< SSTP has none: a web server or a proxy set up so stands there
  profile_pins,                  ///< the certificates, against those that a VPN profile pins
  servers_differ,                ///< unlike servers answer behind one address: some cells are accepted sometimes
  policy_changed,                ///< what was accepted before is refused since a moment of the scan
  suite_spoils_hello,            ///< a hello is refused for a suite in it, and accepted without
  blocked,                       ///< the target stopped answering for good: it seems to have shut this address out
  slowed_down,                   ///< the target stopped answering for a while; the scan slowed down
};
[[nodiscard]] std::string_view to_string(FindingKind kind);
[[nodiscard]] std::optional<FindingKind> finding_kind_from(std::string_view word);

struct Finding {
  FindingKind kind{};
  Message text;  ///< one sentence; may carry the peer's words: hostile
  std::optional<tls::ProtocolVersion> version;
  std::vector<tls::CipherSuite> codes;
  std::vector<std::uint32_t> exchanges;
  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace probe
