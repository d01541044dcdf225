// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/client.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"
#include "tls/wire/bytes.hpp"

#include <string>
#include <vector>

namespace tls::test {

/// A connection of our client with somebody else's server, as recorded (recordings/README.md): the client had
/// cell_config() and sent kRecordedQuestion once it was connected.
struct RecordedCell {
  ProtocolVersion version{};
  CipherSuite suite{};
};

inline constexpr const char* kRecordedQuestion = "echo";

/// In the order of the folder's names.
[[nodiscard]] const std::vector<RecordedCell>& recorded_cells();

/// "recordings/TLSv1.0-TLS_RSA_WITH_RC4_128_MD5", without the ending.
[[nodiscard]] std::string recording_name(const RecordedCell& cell);

/// All that the server sent.
[[nodiscard]] Bytes recording(const RecordedCell& cell);

}  // namespace tls::test
