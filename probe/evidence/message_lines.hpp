// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/message/alert.hpp"
#include "tls/record/handshake_joiner.hpp"
#include "tls/record/record.hpp"

#include <string>
#include <vector>

namespace probe::evidence {

/// Who sent what is read.
enum class Side : std::uint8_t { client, server };

/// Tells in words what one side sent, message by message, as far as it can be read without keys.
class MessageLines {
 public:
  MessageLines(Side side, tls::ProtocolVersion version) : side_(side), version_(version) {}
  /// What ends with these octets; hostile.
  [[nodiscard]] std::vector<std::string> feed(tls::BytesView octets);

 private:
  void read_record(const tls::Record& record, std::vector<std::string>& lines);
  void read_ssl2(std::vector<std::string>& lines);

  Side side_;
  tls::ProtocolVersion version_;  ///< that the exchange asked for
  tls::Bytes all_;                ///< of SSL 2.0
  tls::RecordReader records_;
  tls::HandshakeJoiner messages_;
  bool is_unreadable_ = false, is_encrypted_ = false;
};

}  // namespace probe::evidence
