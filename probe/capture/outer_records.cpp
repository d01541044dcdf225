// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/outer_records.hpp"

#include "tls/record/record.hpp"

#include <algorithm>

namespace probe::capture {
namespace {

/// What one side sent.
struct SentRecords {
  bool has_finished = false;  ///< an encrypted handshake record, which is to be the Finished
  std::size_t data = 0;       ///< records of application data behind it
};

SentRecords records_of(tls::ProtocolVersion version, const tls::Bytes& octets) {
  SentRecords side;
  tls::RecordReader records;
  records.feed(octets);
  bool is_sealed = false;
  for (;;) {
    const auto record = records.next();
    if (!record || !*record) return side;
    switch ((*record)->type) {
      case tls::ContentType::change_cipher_spec:
        is_sealed = true;
        break;
      case tls::ContentType::handshake:
        side.has_finished = side.has_finished || is_sealed;
        break;
      case tls::ContentType::application_data:
        // RFC 8446 5.2: in TLS 1.3 everything encrypted looks so, the Finished first.
        if (version == tls::ProtocolVersion::TLSv1_3 && !side.has_finished)
          side.has_finished = true;
        else
          ++side.data;
        break;
      case tls::ContentType::alert:
      case tls::ContentType::heartbeat:
        break;
    }
  }
}

}  // namespace

Rung highest_rung(tls::ProtocolVersion version, const ExchangeOctets& octets) {
  const auto ours = records_of(version, octets.sent), theirs = records_of(version, octets.received);
  if (!ours.has_finished || !theirs.has_finished) return Rung::hello;
  const auto both = std::min(ours.data, theirs.data);
  if (both == 0) return Rung::tls;
  return both == 1 ? Rung::http : Rung::sstp;
}

}  // namespace probe::capture
