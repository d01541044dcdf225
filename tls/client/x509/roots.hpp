// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <memory>
#include <string>

struct x509_store_st;

namespace tls::x509 {

/// Where trusted roots come from.
struct RootSources {
  enum class System : std::uint8_t { use, ignore };
  System system = System::use;
  /// What SSL_CERT_FILE and SSL_CERT_DIR name; empty: where this build of OpenSSL looks, or else where systems have
  /// them.
  std::string system_file, system_directory;
  std::string ca_file;  ///< PEM, one certificate or more, beside the system's; empty: none
};

struct RootsError {
  std::string text;  ///< names the file
};

/// See the same function of tls::DecodeError.
[[noreturn]] void throw_exception_from_error(const RootsError& error, const boost::source_location& where);

/// Certificates that are trusted. Cheap to copy, and safe to share between threads. The system's are looked for when
/// somebody first asks, for a scan may well meet no chain.
class Roots {
 public:
  /// No root at all: every verdict says `no_roots`, or what is wrong whatever the roots are.
  Roots();
  /// That the system has none is no error, but any() tells; that `ca_file` cannot be read or holds none is one.
  [[nodiscard]] static boost::system::result<Roots, RootsError> load(const RootSources& sources);

  [[nodiscard]] bool any() const;
  /// Borrowed, for verify().
  [[nodiscard]] x509_store_st* store() const;

 private:
  struct Found;
  std::shared_ptr<Found> found_;
};

}  // namespace tls::x509
