// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/verdict.hpp"

#include "probe/clients/windows_error.hpp"
#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<Verdict> kVerdicts[]{
    {Verdict::connects, "connects"},
    {Verdict::sometimes, "sometimes"},
    {Verdict::cut_off_outside, "cut-off-outside"},
    {Verdict::cut_off_inside, "cut-off-inside"},
    {Verdict::unknown, "unknown"},
};

constexpr Word<Inference> kInferences[]{
    {Inference::winhttp_versions, "winhttp-versions"},
    {Inference::negotiates_down, "negotiates-down"},
    {Inference::inner_as_outer, "inner-as-outer"},
    {Inference::close_is_reset, "close-is-reset"},
    {Inference::silence_is_timeout, "silence-is-timeout"},
    {Inference::order_unknown, "order-unknown"},
    {Inference::open_suites, "open-suites"},
    {Inference::schemes_assumed, "schemes-assumed"},
    {Inference::unlike_servers, "unlike-servers"},
    {Inference::hello_too_large, "hello-too-large"},
    {Inference::key_by_hello, "key-by-hello"},
    {Inference::roots_as_here, "roots-as-here"},
    {Inference::revocation_unchecked, "revocation-unchecked"},
    {Inference::sha1_taken, "sha1-taken"},
    {Inference::dh_minimum, "dh-minimum"},
    {Inference::calls_as_others, "calls-as-others"},
};

}  // namespace

std::string_view to_string(Verdict verdict) { return word_of(kVerdicts, verdict); }
std::string_view to_string(Inference inference) { return word_of(kInferences, inference); }

std::optional<std::uint32_t> windows_error_of(Reason reason) {
  using tls::AlertDescription;
  if (reason == Reason::alert_handshake_failure) return schannel_error_of(AlertDescription::handshake_failure);
  if (reason == Reason::alert_protocol_version) return schannel_error_of(AlertDescription::protocol_version);
  if (reason == Reason::alert_insufficient_security) return schannel_error_of(AlertDescription::insufficient_security);
  if (reason == Reason::closed_while_control_succeeds) return kConnectionReset;
  if (reason == Reason::silent_while_control_succeeds) return kTimedOut;
  return std::nullopt;
}

}  // namespace probe
