// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/err.h>

namespace tls::crypto {

/// Errors that OpenSSL notes from here on are forgotten at the end of the scope, and those from before stay. Stands in
/// every function of ours that calls OpenSSL with what somebody else made: octets that are no certificate must not look
/// like a failure of the TLS connection that the same thread asks about next.
class ErrorMark {
 public:
  ErrorMark() { ERR_set_mark(); }
  ~ErrorMark() { ERR_pop_to_mark(); }
  ErrorMark(const ErrorMark&) = delete;
  ErrorMark& operator=(const ErrorMark&) = delete;
};

/// For whoever asks which error came first, as libssl's SSL_get_error() does, which takes any that it finds for its
/// own: none is there at the beginning of the scope, and none at its end.
class EmptyErrorQueue {
 public:
  EmptyErrorQueue() { ERR_clear_error(); }
  ~EmptyErrorQueue() { ERR_clear_error(); }
  EmptyErrorQueue(const EmptyErrorQueue&) = delete;
  EmptyErrorQueue& operator=(const EmptyErrorQueue&) = delete;
};

}  // namespace tls::crypto
