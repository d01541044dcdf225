// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tls/client/certificates.hpp"

#include "tls/client/crypto/openssl_ptr.hpp"

#include <openssl/pem.h>

#include <stdexcept>

namespace tls::test {

std::string certificate_path(const std::string& name) { return TEST_CERTIFICATES "/" + name + ".pem"; }

Bytes certificate(const std::string& name) {
  const std::unique_ptr<BIO, crypto::OpenSslDeleter<&BIO_free_all>> file(
      BIO_new_file(certificate_path(name).c_str(), "r"));
  unsigned char* der = nullptr;
  long size = 0;
  if (!file || PEM_bytes_read_bio(&der, &size, nullptr, PEM_STRING_X509, file.get(), nullptr, nullptr) != 1)
    throw std::runtime_error(certificate_path(name) + ": no certificate");
  const Bytes result(der, der + size);
  OPENSSL_free(der);
  return result;
}

std::vector<Bytes> chain(std::initializer_list<const char*> names) {
  std::vector<Bytes> result;
  for (const char* const name : names) result.push_back(certificate(name));
  return result;
}

}  // namespace tls::test
