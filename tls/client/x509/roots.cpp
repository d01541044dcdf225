// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/roots.hpp"

#include "tls/client/crypto/crypto_error.hpp"
#include "tls/client/x509/certificate.hpp"

#include <openssl/x509_vfy.h>

#include <filesystem>
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

/// The directory is only read when a certificate is looked for in it. Either may be missing, or be of no use.
bool load_system(X509_STORE& store, const RootSources& sources) {
  const std::string file = one_of(sources.system_file, X509_get_default_cert_file());
  const std::string directory = one_of(sources.system_directory, X509_get_default_cert_dir());
  const bool has_file = !file.empty() && X509_STORE_load_file(&store, file.c_str()) == 1;
  const bool has_directory = has_entries(directory) && X509_STORE_load_path(&store, directory.c_str()) == 1;
  return has_file || has_directory;
}

}  // namespace

Roots::Roots() : store_(X509_STORE_new(), &X509_STORE_free) {
  if (!store_) throw std::bad_alloc();
}

boost::system::result<Roots, RootsError> Roots::load(const RootSources& sources) {
  const ErrorMark mark;
  Roots roots;
  if (!sources.ca_file.empty()) {
    if (X509_STORE_load_file(roots.store(), sources.ca_file.c_str()) != 1)
      return RootsError{sources.ca_file + ": cannot be read, or holds no certificate in PEM"};
    roots.any_ = true;
  }
  if (sources.system == RootSources::System::use && load_system(*roots.store(), sources)) roots.any_ = true;
  return roots;
}

void throw_exception_from_error(const RootsError& error, const boost::source_location& /*where*/) {
  throw std::logic_error("an error was not looked at: " + error.text);
}

}  // namespace tls::x509
