// SPDX-License-Identifier: Apache-2.0
#include "tls/client/legacy/record_channel.hpp"

#include <string>
#include <utility>

namespace tls::legacy {
namespace {

Problem problem_of(RecordFault fault) {
  if (fault == RecordFault::too_long) {
    return {HandshakeFault::bad_message, AlertDescription::record_overflow, std::string(describe(fault))};
  }
  return unverified(AlertDescription::bad_record_mac, std::string(describe(fault)));
}

}  // namespace

RecordChannel::RecordChannel(ProtocolVersion version, RandomSource random)
    : version_(version), random_(std::move(random)) {}

boost::system::result<std::optional<PlainRecord>, Problem> RecordChannel::next() {
  auto record = records_.next();
  if (!record) return undecodable(record.error());
  if (!*record) return std::optional<PlainRecord>{};
  PlainRecord plain{(*record)->type, std::move((*record)->fragment)};
  if (opener_) {
    OpenedRecord opened = opener_->open(plain.type, plain.content);
    if (opened.fault) return problem_of(*opened.fault);
    plain.content = std::move(opened.content);
  } else if (plain.content.size() > kMaxPlaintextFragment) {
    return problem_of(RecordFault::too_long);
  }
  return std::optional<PlainRecord>{std::move(plain)};
}

Bytes RecordChannel::seal(ContentType type, BytesView content) {
  return sealer_ ? sealer_->seal(type, content) : encode_records(type, version_, content);
}

void RecordChannel::protect_reading(const CipherSuiteInfo& suite, const RecordKeys& keys) {
  opener_.emplace(version_, suite, keys);
}

void RecordChannel::protect_writing(const CipherSuiteInfo& suite, const RecordKeys& keys) {
  sealer_.emplace(version_, suite, keys, random_);
}

}  // namespace tls::legacy
