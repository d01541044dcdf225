// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tls/client/crypto/openssl_ptr.hpp"
#include "tls/wire/bytes.hpp"

#include <openssl/x509_vfy.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tls::x509 {

/// The certificates of a PEM file, for a store that asks for them by name. A system's file holds 150 roots, a chain
/// needs one of them at most, and libcrypto takes over a million instructions to parse one, most of them for its key:
/// so they are only parsed when somebody's issuer has that name.
class PemRoots {
 public:
  PemRoots() = default;
  PemRoots(const PemRoots&) = delete;
  PemRoots& operator=(const PemRoots&) = delete;

  /// False: there is no such file, or no certificate in it.
  [[nodiscard]] bool read(const std::string& file);
  /// Lets the store ask here. This has to live as long as it.
  void serve(X509_STORE& store);

 private:
  enum class Kind : std::uint8_t {
    certificate,
    trusted
  };  ///< trusted: OpenSSL's form, what it is trusted for behind it

  struct Entry {
    Kind kind{};
    Bytes der;
    BytesView subject;              ///< Name, in `der`
    std::vector<Bytes> attributes;  ///< its types, ascending: names that match have the same ones
    bool is_in_store = false;
  };

  static int by_subject(X509_LOOKUP* lookup, X509_LOOKUP_TYPE type, const X509_NAME* name, X509_OBJECT* found);
  int find(X509_STORE& store, const X509_NAME* name, X509_OBJECT& found);

  std::vector<Entry> entries_;
  std::mutex mutex_;  ///< chains may be verified in several threads
};

}  // namespace tls::x509
