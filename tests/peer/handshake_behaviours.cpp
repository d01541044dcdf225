// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/call_behaviour.hpp"
#include "tests/peer/call_octets.hpp"

#include <array>

namespace peer {
namespace {

CallScript good_call(const Nonce& nonce) { return whole_call({ack(nonce)}); }

constexpr std::array kHandshakeBehaviours = {
    CallBehaviour{"call", "finish the handshake and acknowledge the call", {"sstp", "connected"}, good_call},
    CallBehaviour{"tls-asks-for-certificate",
                  "ask for a client certificate, and do without",
                  {"sstp", "connected"},
                  good_call,
                  HandshakeFlaw::asks_for_certificate},
    // RFC 8446 4.4.2.4: TLS 1.3 refuses when the client has finished long since.
    CallBehaviour{"tls-needs-certificate",
                  "ask for a client certificate, and refuse who has none",
                  {"hello", "client_certificate_demanded"},
                  good_call,
                  HandshakeFlaw::needs_certificate,
                  {"tls", "client_certificate_demanded"}},
    CallBehaviour{"tls-ends-after-hello",
                  "close behind the ServerHello",
                  {"hello", "tls_closed"},
                  good_call,
                  HandshakeFlaw::ends_after_hello},
    CallBehaviour{"tls-silence-after-hello",
                  "say nothing behind the ServerHello",
                  {"hello", "tls_timed_out"},
                  good_call,
                  HandshakeFlaw::silence_after_hello},
    // RFC 8446 5.1: behind the ServerHello of TLS 1.3 there is no alert in the clear.
    CallBehaviour{"tls-alert-for-finished",
                  "send the alert handshake_failure instead of a Finished",
                  {"hello", "tls_alert"},
                  good_call,
                  HandshakeFlaw::alert_for_finished,
                  {"hello", "tls_bad_message"}},
    CallBehaviour{"tls-garbage-for-finished",
                  "send a record that does not open instead of a Finished",
                  {"hello", "tls_unverified"},
                  good_call,
                  HandshakeFlaw::garbage_for_finished},
};

}  // namespace

std::span<const CallBehaviour> handshake_behaviours() { return kHandshakeBehaviours; }

}  // namespace peer
