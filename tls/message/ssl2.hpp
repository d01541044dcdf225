// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"
#include "tls/wire/decode_error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/// SSL 2.0 ("The SSL Protocol", Hickman, 1995; its CLIENT-HELLO also in RFC 5246 appendix E.2).
namespace tls::ssl2 {

/// CLIENT-HELLO. Kinds may be SSL 2.0's own or, in a compatible hello, TLS codes as 0x00xxxx.
struct ClientHello {
  ProtocolVersion version = ProtocolVersion::SSLv2;
  std::vector<CipherSuite> cipher_kinds;
  Bytes session_id;  ///< empty or 16 octets
  Bytes challenge;   ///< 16 to 32 octets
  friend bool operator==(const ClientHello&, const ClientHello&) = default;
};

/// SERVER-HELLO.
struct ServerHello {
  bool session_id_hit = false;
  std::uint8_t certificate_type = 1;  ///< 1: X.509
  ProtocolVersion version = ProtocolVersion::SSLv2;
  Bytes certificate;                      ///< DER
  std::vector<CipherSuite> cipher_kinds;  ///< what client and server share; the client chooses
  Bytes connection_id;                    ///< 16 to 32 octets
  friend bool operator==(const ServerHello&, const ServerHello&) = default;
};

/// ERROR.
enum class ErrorCode : std::uint16_t {
  no_cipher = 1,
  no_certificate = 2,
  bad_certificate = 4,
  unsupported_certificate_type = 6
};

enum class MessageType : std::uint8_t { error = 0, client_hello = 1, server_hello = 4 };

// Whole records with the two-octet header. Decoders take a record's payload (message type first).
[[nodiscard]] Bytes encode_record(const ClientHello& hello);
[[nodiscard]] Bytes encode_record(const ServerHello& hello);
[[nodiscard]] Bytes encode_record(ErrorCode error);
[[nodiscard]] Decoded<ClientHello> decode_client_hello(BytesView payload);
[[nodiscard]] Decoded<ServerHello> decode_server_hello(BytesView payload);
[[nodiscard]] Decoded<ErrorCode> decode_error_message(BytesView payload);

/// The payload of the first record in `input` (two- or three-octet header, padding taken off).
/// Nothing: more octets are needed. `consumed` says how long the record is.
struct RecordView {
  BytesView payload;
  std::size_t consumed = 0;
};
[[nodiscard]] Decoded<std::optional<RecordView>> first_record(BytesView input);

}  // namespace tls::ssl2
