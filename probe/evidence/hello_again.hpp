// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/capture/exchange_octets.hpp"
#include "probe/model/observation.hpp"
#include "probe/model/offer.hpp"
#include "probe/model/record.hpp"
#include "probe/model/transcript.hpp"
#include "tls/message/client_hello.hpp"

#include <optional>
#include <string>
#include <vector>

namespace probe::evidence {

/// The first hello among what was sent, and the version on its first record.
struct SentHello {
  tls::ClientHello hello;
  tls::ProtocolVersion record_version{};
};
/// Nothing when there is no whole one, and for SSL 2.0.
[[nodiscard]] std::optional<SentHello> hello_in(tls::BytesView sent);

/// The name that a hello carries.
[[nodiscard]] std::optional<std::string> name_in(const tls::ClientHello& hello);

/// The offer that makes exactly the hello that was sent, up to what is random in it, when it is as an exchange says
/// that it was: version, suites in their order, shape, variant, client.
struct OfferAgain {
  std::optional<Offer> offer;
  std::string problem;  ///< why there is none
};
[[nodiscard]] OfferAgain offer_again(const ExchangeSummary& said, tls::BytesView sent);

/// What the answer shows to whoever put that offer.
struct AnswerAgain {
  Observation observation;
  bool decided = false;        ///< it was complete before the connection ended
  bool is_longer = false;      ///< more was read when it was complete, which nobody would have done
  std::size_t to_be_sent = 0;  ///< octets of all that is sent to have it: a second hello too
};
[[nodiscard]] AnswerAgain answer_again(const Offer& offer, const std::vector<tls::Bytes>& received,
                                       const std::optional<TranscriptEnd>& end);

}  // namespace probe::evidence
