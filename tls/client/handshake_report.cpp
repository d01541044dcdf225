// SPDX-License-Identifier: Apache-2.0
#include "tls/client/handshake_report.hpp"

namespace tls {

std::string_view name(HandshakeStep step) {
  switch (step) {
    case HandshakeStep::client_hello:
      return "client_hello";
    case HandshakeStep::server_hello:
      return "server_hello";
    case HandshakeStep::encrypted_extensions:
      return "encrypted_extensions";
    case HandshakeStep::certificate:
      return "certificate";
    case HandshakeStep::server_key_exchange:
      return "server_key_exchange";
    case HandshakeStep::certificate_request:
      return "certificate_request";
    case HandshakeStep::certificate_verify:
      return "certificate_verify";
    case HandshakeStep::server_hello_done:
      return "server_hello_done";
    case HandshakeStep::client_key_exchange:
      return "client_key_exchange";
    case HandshakeStep::change_cipher_spec:
      return "change_cipher_spec";
    case HandshakeStep::finished:
      return "finished";
    case HandshakeStep::application_data:
      return "application_data";
  }
  return "unknown";
}

std::string_view name(HandshakeFault fault) {
  switch (fault) {
    case HandshakeFault::alert:
      return "alert";
    case HandshakeFault::closed:
      return "closed";
    case HandshakeFault::reset:
      return "reset";
    case HandshakeFault::timed_out:
      return "timed_out";
    case HandshakeFault::bad_message:
      return "bad_message";
    case HandshakeFault::unverified:
      return "unverified";
    case HandshakeFault::unsupported:
      return "unsupported";
    case HandshakeFault::own_limit:
      return "own_limit";
  }
  return "unknown";
}

std::string to_string(const HandshakeFailure& failure) {
  return std::string(name(failure.step)) + ": " + std::string(name(failure.fault)) + ": " + failure.sentence;
}

}  // namespace tls
