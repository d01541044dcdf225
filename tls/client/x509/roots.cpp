// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/roots.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/crypto/error_mark.hpp"
#include "tls/client/x509/certificate.hpp"
#include "tls/client/x509/pem_roots.hpp"
#include "tls/client/x509/system_roots.hpp"

#include <openssl/x509_vfy.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <system_error>

namespace tls::x509 {
namespace {

std::string one_of(const std::string& named, const char* built_in) {
  return named.empty() && built_in != nullptr ? built_in : named;
}

bool has_entries(const std::string& directory) {
  std::error_code error;
  const std::filesystem::directory_iterator entries(directory, error);
  return !error && entries != std::filesystem::directory_iterator();
}

struct FreeStore {
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
};

}  // namespace

struct Roots::Found {
  void look() {
    std::call_once(looked, [this] {
      if (sources.system == RootSources::System::use && load_system()) any = true;
    });
  }

  bool load_system() {
    if (load_from_openssl()) return true;
    if (!sources.system_file.empty() || !sources.system_directory.empty()) return false;
    const crypto::ErrorMark mark;
    return add_system_roots(system, *store);
  }

  /// The directory is only read when a certificate is looked for in it. Either may be missing, or be of no use.
  bool load_from_openssl() {
    const crypto::ErrorMark mark;
    const std::string file = one_of(sources.system_file, X509_get_default_cert_file());
    const std::string directory = one_of(sources.system_directory, X509_get_default_cert_dir());
    const bool has_file = !file.empty() && system.read(file);
    if (has_file) system.serve(*store);
    const bool has_directory = has_entries(directory) && X509_STORE_load_path(store.get(), directory.c_str()) == 1;
    return has_file || has_directory;
  }

  RootSources sources;
  PemRoots system;
  std::unique_ptr<X509_STORE, FreeStore> store{X509_STORE_new()};
  bool any = false;
  std::once_flag looked;
};

Roots::Roots() : found_(std::make_shared<Found>()) {
  if (!found_->store) throw std::bad_alloc();
  found_->sources.system = RootSources::System::ignore;
}

bool Roots::any() const {
  found_->look();
  return found_->any;
}

x509_store_st* Roots::store() const {
  found_->look();
  return found_->store.get();
}

boost::system::result<Roots, RootsError> Roots::load(const RootSources& sources) {
  const crypto::ErrorMark mark;
  Roots roots;
  roots.found_->sources = sources;
  if (!sources.ca_file.empty()) {
    if (X509_STORE_load_file(roots.found_->store.get(), sources.ca_file.c_str()) != 1)
      return RootsError{sources.ca_file + ": cannot be read, or holds no certificate in PEM"};
    roots.found_->any = true;
  }
  return roots;
}

void throw_exception_from_error(const RootsError& error, const boost::source_location& /*where*/) {
  throw std::logic_error("an error was not looked at: " + error.text);
}

}  // namespace tls::x509
