// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "samples/gateway/server_session.hpp"
#include "tests/peer/call_behaviour.hpp"
#include "tls/registry/alert_description.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace peer {

/// What a misbehaving peer does wrong, one field each; together they combine. A peer with none of them set is the
/// sample gateway. The names in behaviour_table.cpp are those of the command line.
struct Misbehaviour {
  // As soon as a connection is accepted, before anything is read.

  /// Answers nothing at all, and does so to the transport.
  std::optional<gateway::Ending> at_accept;

  // When the hello has come: no answer.

  /// Reads the hello, answers nothing, and does so to the transport.
  std::optional<gateway::Ending> after_hello;
  /// Drops hellos of more octets than this, record header included: servers whose length field has one octet.
  std::optional<std::size_t> drop_hello_over;
  /// Drops hellos with this many suites or more: servers with a table of fixed size.
  std::optional<std::size_t> drop_suites_from;
  /// Drops hellos without TLS_EMPTY_RENEGOTIATION_INFO_SCSV.
  bool drop_without_scsv = false;
  /// How the three above drop.
  gateway::Ending drop_by = gateway::Ending::hold;

  // When the hello has come: an answer that is not the gateway's.

  /// A fatal alert to every hello, whatever it offers.
  std::optional<tls::AlertDescription> alert_always;
  /// An SSL 2.0 ERROR (no cipher) to every hello.
  bool ssl2_error = false;
  /// A plain HTTP server's "400 Bad Request".
  bool http = false;
  /// Octets that are no protocol.
  bool garbage = false;
  /// A well-formed record with a ServerHello that breaks the grammar.
  bool garbled_hello = false;
  /// A record header that claims 65535 octets, and as many behind it.
  bool huge_record = false;
  /// A HelloRetryRequest to every TLS 1.3 hello, for ever, naming a group that the client offered.
  bool retry_loop = false;
  /// A HelloRetryRequest that names a group that the client did not offer.
  bool retry_unoffered_group = false;

  // The gateway's answer, spoilt.

  /// Only so many octets of it (at most half) ...
  std::optional<std::size_t> cut_answer_at;
  /// ... and then this; `hold` makes it a stall.
  gateway::Ending cut_ending = gateway::Ending::close;
  /// Handshake messages cut into records of one octet. Allowed, and rare.
  bool one_octet_records = false;
  /// One octet at a time, with this pause between two. Allowed, and rare.
  std::optional<std::chrono::milliseconds> drip;
  /// A warning alert unrecognized_name before the answer (RFC 6066 section 3 knows it). Allowed.
  bool warning_first = false;
  /// The ServerHello names the version before the one that was negotiated.
  bool older_version = false;
  /// The ServerHello names the version after the one that was negotiated.
  bool newer_version = false;
  /// The ServerHello names a suite that the client did not offer.
  bool unoffered_suite = false;
  /// Behind the ServerHello comes this fatal alert and nothing else: JSSE with DSS below TLS 1.2 does so with 80.
  std::optional<tls::AlertDescription> alert_after_server_hello;
  /// Behind the ServerHello comes a Certificate that claims 16 MiB, and octets without end.
  bool endless_certificate = false;
  /// Every other connection prefers the suites from the other end of the profile's list.
  bool fickle = false;

  // Behind the ServerHello and behind the Finished.

  /// What becomes of the SSTP call; nullptr: the gateway goes on by itself. The handshake is libssl's then.
  const CallBehaviour* call = nullptr;
};

}  // namespace peer
