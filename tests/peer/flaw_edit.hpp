// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/peer/call_behaviour.hpp"
#include "tls/record/record.hpp"
#include "tls/wire/bytes.hpp"

namespace peer {

/// Puts a flaw into the records of a server's handshake, in the order in which they are sent. Flaws that libssl makes
/// by itself need no editor, and have none.
class FlawEditor {
 public:
  explicit FlawEditor(HandshakeFlaw flaw) : flaw_(flaw) {}

  /// What is to be sent instead. Whole records in, whole records out.
  [[nodiscard]] tls::Bytes edit(tls::BytesView octets);
  /// The flaw is out: the peer says nothing more, and leaves so.
  [[nodiscard]] bool is_done() const { return done_; }
  [[nodiscard]] Bye bye() const;

 private:
  [[nodiscard]] tls::Bytes edited(const tls::Record& record);

  HandshakeFlaw flaw_;
  tls::RecordReader records_;
  bool greeted_ = false;  ///< the ServerHello has come
  bool changed_ = false;  ///< a ChangeCipherSpec has passed
  bool done_ = false;
};

}  // namespace peer
