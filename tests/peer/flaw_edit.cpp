// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/flaw_edit.hpp"

#include "tests/peer/scripted_answer.hpp"
#include "tls/message/alert.hpp"
#include "tls/message/server_hello.hpp"

#include <algorithm>

namespace peer {
namespace {

using tls::Bytes;
using tls::ContentType;
using tls::Record;

/// RFC 8446 4.1.3: a HelloRetryRequest is a ServerHello with this random value, behind its head and version.
bool is_retry_request(const Record& record) {
  constexpr std::size_t kRandomAt = 6;
  const auto& random = tls::kHelloRetryRequestRandom;
  return record.fragment.size() >= kRandomAt + random.size() &&
         std::equal(random.begin(), random.end(), record.fragment.begin() + kRandomAt);
}

Bytes whole(const Record& record) {
  return tls::encode_records(record.type, record.version, record.fragment, tls::kMaxCiphertextFragment);
}

}  // namespace

Bytes FlawEditor::edit(tls::BytesView octets) {
  Bytes out;
  records_.feed(octets);
  while (!done_) {
    const auto record = records_.next();
    if (!record || !*record) break;
    const auto instead = edited(**record);
    out.insert(out.end(), instead.begin(), instead.end());
  }
  return out;
}

Bytes FlawEditor::edited(const Record& record) {
  // OpenSSL 3.5 and later ask for another hello before they take a group that they like less: that is no answer yet.
  if (!greeted_ && (record.type != ContentType::handshake || is_retry_request(record))) return whole(record);
  greeted_ = true;
  const bool is_change = record.type == ContentType::change_cipher_spec;
  // A ChangeCipherSpec is followed by what is encrypted: in TLS 1.2 that is Finished, in TLS 1.3 (whose
  // ChangeCipherSpec may be missing) all that comes behind the ServerHello.
  const bool is_encrypted = record.type == ContentType::application_data || changed_;
  changed_ = changed_ || is_change;
  switch (flaw_) {
    case HandshakeFlaw::none:
    case HandshakeFlaw::asks_for_certificate:
    case HandshakeFlaw::needs_certificate:
      break;
    case HandshakeFlaw::ends_after_hello:
    case HandshakeFlaw::silence_after_hello:
      // libssl puts the ServerHello into a record of its own.
      done_ = true;
      break;
    case HandshakeFlaw::alert_for_finished:
      if (!is_change && !is_encrypted) break;
      done_ = true;
      return alert_answer(tls::AlertLevel::fatal, tls::AlertDescription::handshake_failure, record.version);
    case HandshakeFlaw::garbage_for_finished:
      if (!is_encrypted) break;
      done_ = true;
      return whole({record.type, record.version, Bytes(record.fragment.size(), 0xA5)});
  }
  return whole(record);
}

Bye FlawEditor::bye() const { return flaw_ == HandshakeFlaw::silence_after_hello ? Bye::stay : Bye::close; }

}  // namespace peer
