// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/call_behaviour.hpp"
#include "tests/peer/call_octets.hpp"

#include <array>

namespace peer {
namespace {

using tls::Bytes;

constexpr std::size_t kLongestPacket = 4095;
constexpr std::size_t kAckSize = 48;
constexpr std::size_t kFlood = 20'000;  ///< packets of 22 octets: 430 KiB

/// What comes instead of an Ack ends a call at rung `http`.
constexpr CallTruth at_http(std::string_view outcome) { return {"http", outcome}; }

CallScript answers_request(std::string_view hex) { return whole_call({octets(hex)}); }

// Section numbers are those of [MS-SSTP]; names behind a colon are those of the servers that do it.
constexpr std::array kSstpBehaviours = {
    // An Ack, and it must be taken.
    CallBehaviour{"sstp-reserved-length-bits", "an Ack with the four R bits set in both lengths", kConnected,
                  [](const Nonce& nonce) {
                    return whole_call({ack_beginning("1001 f030 0002 0001 0004 f028 0000 0003", nonce)});
                  }},
    CallBehaviour{"sstp-reserved-bits", "an Ack with every reserved bit and octet set", kConnected,
                  [](const Nonce& nonce) {
                    return whole_call({ack_beginning("10ff 0030 0002 0001 ff04 0028 ffff ff03", nonce)});
                  }},
    CallBehaviour{"sstp-no-hash", "an Ack with the hash bitmask 0: sstp-server without a certificate", kConnected,
                  [](const Nonce& nonce) {
                    return whole_call({ack_beginning("1001 0030 0002 0001 0004 0028 0000 0000", nonce)});
                  }},
    CallBehaviour{"sstp-same-nonce", "the same nonce in every call", kConnected,
                  [](const Nonce&) { return whole_call({ack(Nonce{0x41, 0x2B, 0x48, 0x9A})}); }},
    CallBehaviour{"sstp-talk-before-ack", "LCP and an echo before the Ack", kConnected,
                  [](const Nonce& nonce) { return whole_call({lcp(), echo_request(), ack(nonce)}); }},
    CallBehaviour{"sstp-talk-after-ack", "LCP and an echo behind the Ack", kConnected,
                  [](const Nonce& nonce) { return whole_call({ack(nonce), lcp(), echo_request()}); }},
    CallBehaviour{"sstp-ack-by-octets", "the Ack cut into records of one octet", kConnected,
                  [](const Nonce& nonce) { return whole_call(octet_by_octet(ack(nonce))); }},
    CallBehaviour{"sstp-ack-with-head", "the Ack in the record of the HTTP head, before it was asked for", kConnected,
                  [](const Nonce& nonce) {
                    return CallScript{{{ok_head() + ack(nonce)}, {}, {disconnect_ack()}}, Bye::close_notify};
                  }},
    CallBehaviour{"sstp-padded-ack", "an Ack of 4095 octets, most of them behind its attribute", kConnected,
                  [](const Nonce& nonce) {
                    return whole_call({ack_beginning("1001 0fff 0002 0001 0004 0028 0000 0003", nonce) +
                                       Bytes(kLongestPacket - kAckSize)});
                  }},
    // The leave.
    CallBehaviour{
        "sstp-disconnect-after-ack", "a Call Disconnect right behind the Ack: sstp-server without pppd", kConnected,
        [](const Nonce& nonce) {
          return CallScript{{{ok_head()}, {ack(nonce), octets("1001 0010 0006 0001 0000 0008 0000 0000")}, {}},
                            Bye::close_notify};
        }},
    CallBehaviour{"sstp-abort-for-leave", "a Call Abort in answer to the Call Disconnect", kConnected,
                  [](const Nonce& nonce) {
                    return CallScript{{{ok_head()}, {ack(nonce)}, {octets("1001 0008 0005 0000")}}, Bye::close_notify};
                  }},
    CallBehaviour{"sstp-silent-leave", "no answer to the Call Disconnect", kConnected,
                  [](const Nonce& nonce) { return half_call({ack(nonce)}, Bye::stay); }},
    CallBehaviour{"sstp-close-after-ack", "close behind the Ack without a word", kConnected,
                  [](const Nonce& nonce) { return half_call({ack(nonce)}, Bye::close); }},
    CallBehaviour{"sstp-reset-after-ack", "reset behind the Ack", kConnected,
                  [](const Nonce& nonce) { return half_call({ack(nonce)}, Bye::reset); }},
    CallBehaviour{"sstp-no-close-notify", "a whole call, and close without close_notify", kConnected,
                  [](const Nonce& nonce) { return whole_call({ack(nonce)}, Bye::close); }},
    CallBehaviour{
        "sstp-garbage-for-leave", "octets that are no SSTP in answer to the Call Disconnect", kConnected,
        [](const Nonce& nonce) { return CallScript{{{ok_head()}, {ack(nonce)}, {octets("00ff 00ff")}}, Bye::stay}; }},
    // No Ack.
    CallBehaviour{"sstp-nak", "a Call Connect Nak, 20 octets: SoftEther", at_http("nak"),
                  [](const Nonce&) { return answers_request("1001 0014 0003 0001 0002 000c 0000 0001 0000 0004"); }},
    CallBehaviour{
        "sstp-nak-trailing", "a Nak with two octets behind its attribute: accel-ppp", at_http("nak"),
        [](const Nonce&) { return answers_request("1001 0016 0003 0001 0002 000c 0000 0001 0000 0004 0001"); }},
    CallBehaviour{"sstp-nak-many", "a Nak with a Status Info too many and one that is cut", at_http("nak"),
                  [](const Nonce&) {
                    return answers_request("1001 001a 0003 0009 0002 000c 0000 0001 0000 0004 0002 000c 0000");
                  }},
    CallBehaviour{"sstp-abort", "a Call Abort with a Status Info", at_http("abort"),
                  [](const Nonce&) { return answers_request("1001 0014 0005 0001 0002 000c 0000 0000 0000 0006"); }},
    CallBehaviour{"sstp-abort-bare", "a Call Abort without an attribute: SoftEther", at_http("abort"),
                  [](const Nonce&) { return answers_request("1001 0008 0005 0000"); }},
    CallBehaviour{"sstp-abort-short", "a Call Abort with a Status Info of 8 octets: sstp-server", at_http("abort"),
                  [](const Nonce&) { return answers_request("1001 0010 0005 0001 0002 0008 0000 0005"); }},
    CallBehaviour{"sstp-disconnect", "a Call Disconnect without an attribute", at_http("disconnect"),
                  [](const Nonce&) { return answers_request("1001 0008 0006 0000"); }},
    CallBehaviour{"sstp-disconnect-id-0", "a Call Disconnect with an attribute of id 0: sstp-server",
                  at_http("disconnect"),
                  [](const Nonce&) { return answers_request("1001 0010 0006 0001 0000 0008 0000 0000"); }},
    CallBehaviour{"sstp-call-connected", "a message that only clients send", at_http("unexpected_message"),
                  [](const Nonce&) { return answers_request("1001 0008 0004 0000"); }},
    CallBehaviour{"sstp-unknown-message", "a message of a type that does not exist", at_http("unexpected_message"),
                  [](const Nonce&) { return answers_request("1001 0008 4242 0000"); }},
    CallBehaviour{"sstp-empty-ack", "an Ack without an attribute", at_http("incomplete_ack"),
                  [](const Nonce&) { return answers_request("1001 0008 0002 0000"); }},
    CallBehaviour{"sstp-attribute-too-long", "an Ack whose attribute claims 4095 octets", at_http("incomplete_ack"),
                  [](const Nonce& nonce) {
                    return whole_call({ack_beginning("1001 0030 0002 0001 0004 0fff 0000 0003", nonce)});
                  }},
    CallBehaviour{"sstp-attribute-too-short", "an Ack whose attribute claims 2 octets", at_http("incomplete_ack"),
                  [](const Nonce& nonce) {
                    return whole_call({ack_beginning("1001 0030 0002 0001 0004 0002 0000 0003", nonce)});
                  }},
    CallBehaviour{"sstp-many-attributes", "an Ack that claims 65535 attributes, and has one", kConnected,
                  [](const Nonce& nonce) {
                    return whole_call({ack_beginning("1001 0030 0002 ffff 0004 0028 0000 0003", nonce)});
                  }},
    // No SSTP, or none that has an end.
    CallBehaviour{"sstp-other-version", "an Ack of version 1.1", at_http("not_sstp"),
                  [](const Nonce& nonce) {
                    return whole_call({ack_beginning("1101 0030 0002 0001 0004 0028 0000 0003", nonce)});
                  }},
    CallBehaviour{"sstp-length-too-long", "a packet that claims 4095 octets and has 48", at_http("sstp_timed_out"),
                  [](const Nonce& nonce) {
                    return half_call({ack_beginning("1001 0fff 0002 0001 0004 0028 0000 0003", nonce)}, Bye::stay);
                  }},
    CallBehaviour{"sstp-length-too-short", "a packet that claims 3 octets", at_http("sstp_malformed"),
                  [](const Nonce& nonce) {
                    return half_call({ack_beginning("1001 0003 0002 0001 0004 0028 0000 0003", nonce)}, Bye::stay);
                  }},
    CallBehaviour{"sstp-flood", "data packets without end", at_http("sstp_flooded"),
                  [](const Nonce&) { return half_call({repeated(lcp(), kFlood)}, Bye::stay); }},
    CallBehaviour{"sstp-garbage", "octets that are no SSTP", at_http("not_sstp"),
                  [](const Nonce&) { return half_call({octets("00ff 00ff 00ff")}, Bye::stay); }},
    CallBehaviour{"sstp-silence", "no answer to the Call Connect Request", at_http("sstp_timed_out"),
                  [](const Nonce&) { return half_call({}, Bye::stay); }},
    CallBehaviour{"sstp-close", "close instead of an Ack", at_http("sstp_closed"),
                  [](const Nonce&) { return half_call({}, Bye::close_notify); }},
    CallBehaviour{"sstp-reset", "reset instead of an Ack", at_http("sstp_reset"),
                  [](const Nonce&) { return half_call({}, Bye::reset); }},
};

}  // namespace

std::span<const CallBehaviour> sstp_behaviours() { return kSstpBehaviours; }

}  // namespace peer
