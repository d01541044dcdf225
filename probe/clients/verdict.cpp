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

std::string_view explain(Inference inference) {
  switch (inference) {
    case Inference::winhttp_versions:
      return "The SSTP client offers WinHTTP's default versions: Microsoft's fix for it, KB3140245 with "
             "DefaultSecureProtocols, changes those (MicrosoftDocs/win32, WinHttp/option-flags.md; SoftEtherVPN issue "
             "#1423).";
    case Inference::negotiates_down:
      return "The server refuses the client's newest version when it is offered alone, and is taken to answer a hello "
             "that allows older ones with one of them (RFC 5246 E.1).";
    case Inference::inner_as_outer:
      return "EAP-TLS cannot be seen from outside: the server is taken to allow inside the versions that it allows "
             "outside, as Microsoft's announcement changed both (KB2977292). Logins by password are not concerned.";
    case Inference::close_is_reset:
      return "The server closes without an alert; Windows is taken to show that as a connection that was reset.";
    case Inference::silence_is_timeout:
      return "The server stays silent; which time-out Windows shows is not documented.";
    case Inference::order_unknown:
      return "Whose order of suites decides is not known of this server.";
    case Inference::open_suites:
      return "Suites that the client offers as well could not be determined; the server may choose one of them.";
    case Inference::schemes_assumed:
      return "No capture shows this Windows' signature schemes: those of its neighbours are taken.";
    case Inference::unlike_servers:
      return "Unlike servers answer at this address: which of them a client meets decides what it ends up with.";
    case Inference::hello_too_large:
      return "The server takes hellos alone that are smaller than this program's usual one; whether this Windows' own "
             "hello is small enough was not measured.";
    case Inference::key_by_hello:
      return "A server that has no certificate of a kind that the client's hello asks for refuses it (RFC 8422 section "
             "5.1, RFC 8446 section 4.2.3); what Windows makes of one that comes unasked is not documented.";
    case Inference::roots_as_here:
      return "The roots that the scan trusts, this computer's and those of --ca, are taken for the client's.";
    case Inference::revocation_unchecked:
      return "Whether the certificate was revoked was not asked; Windows asks, and shows 0x80092013 where nobody "
             "answers (Microsoft, \"Troubleshoot point-to-site connection problems\").";
    case Inference::sha1_taken:
      return "Below a company's own root Windows is taken to believe certificates that are signed with SHA-1: "
             "Microsoft "
             "ended that for public roots in its browsers (Security Advisory 4010323).";
    case Inference::dh_minimum:
      return "Windows takes no ephemeral DH key under 1024 bits (Microsoft, MS15-055); one that lacks that update may.";
    case Inference::calls_as_others:
      return "No client of this program carries the suite: its SSTP call is taken to end as those of the others do.";
  }
  return {};
}

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
