// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry_file.hpp"
#include "probe/clients/registry/diagnosis.hpp"
#include "tests/fuzz/fuzz_support.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace probe::registry;
  Registry registry;
  const auto error = read_registry_file({reinterpret_cast<const char*>(data), size}, "f", registry);
  tls::fuzz::require(!error || error->text.starts_with("f:"));
  const auto diagnosis = diagnose(decode(registry), nullptr, Updates::unknown, azure_demand());
  tls::fuzz::require(diagnosis.changes.size() < 8);
  return 0;
}
