// SPDX-License-Identifier: Apache-2.0
#include "probe/proxy/http_connect.hpp"

#include "probe/proxy/basic_authorization.hpp"
#include "probe/sstp/request.hpp"

#include <utility>

namespace probe {
namespace {

ProxyOutcome outcome_of(unsigned status, bool with_credentials) {
  // RFC 9110 9.3.6: "Any 2xx (Successful) response indicates that the sender [...] will switch to tunnel mode".
  if (status >= 200 && status < 300) return ProxyOutcome::connected;
  switch (status) {
    case 400:
    case 404:
    case 405:
    case 501:
      return ProxyOutcome::connect_not_supported;
    case 401:
    case 407:
      return with_credentials ? ProxyOutcome::credentials_rejected : ProxyOutcome::credentials_required;
    case 403:
      return ProxyOutcome::forbidden;
    case 502:
      return ProxyOutcome::host_unreachable;
    case 503:
      return ProxyOutcome::proxy_overloaded;
    case 504:
      return ProxyOutcome::target_timed_out;
  }
  return ProxyOutcome::other_status;
}

}  // namespace

HttpConnect::HttpConnect(const std::string& host, std::uint16_t port, const std::optional<Credentials>& credentials)
    : with_credentials_(credentials.has_value()) {
  const auto authorization = credentials ? basic_authorization(*credentials) : Secret();
  output_ = connect_request(authority(host, port), authorization.reveal());
}

tls::Want HttpConnect::want() const { return state_ == State::done ? tls::Want::done : tls::Want::read; }

tls::Bytes HttpConnect::output() { return std::exchange(output_, {}); }

void HttpConnect::feed(tls::BytesView octets) {
  if (state_ == State::done) return;
  head_.feed(octets);
  switch (head_.state()) {
    case HeadState::reading:
      return;
    case HeadState::complete:
      report_.head = head_.head();
      return finish(outcome_of(report_.head->status, with_credentials_));
    case HeadState::not_http:
      return finish(ProxyOutcome::not_http);
    case HeadState::other_version:
    case HeadState::bad_status:
      return finish(ProxyOutcome::malformed);
    case HeadState::too_long:
      if (head_.head().status != 0) report_.head = head_.head();
      return finish(ProxyOutcome::head_too_long);
  }
}

void HttpConnect::closed(tls::Closure how) {
  if (state_ == State::done) return;
  head_.finish();
  if (head_.state() == HeadState::complete) {
    report_.head = head_.head();
    const auto outcome = outcome_of(report_.head->status, with_credentials_);
    // A tunnel that is closed already is none.
    return finish(outcome == ProxyOutcome::connected ? ProxyOutcome::cut_short : outcome);
  }
  if (!head_.start().empty()) return finish(ProxyOutcome::cut_short);
  switch (how) {
    case tls::Closure::end_of_stream:
      return finish(ProxyOutcome::closed);
    case tls::Closure::reset:
      return finish(ProxyOutcome::reset);
    case tls::Closure::timed_out:
      return finish(ProxyOutcome::timed_out);
  }
}

void HttpConnect::finish(ProxyOutcome outcome) {
  report_.outcome = outcome;
  state_ = State::done;
}

}  // namespace probe
