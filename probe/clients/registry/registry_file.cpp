// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry_file.hpp"

#include "probe/clients/registry/registry_text.hpp"
#include "probe/model/text_encoding.hpp"
#include "tls/wire/text.hpp"

namespace probe::registry {

std::optional<Error> read_registry_file(std::string_view octets, const std::string& name, Registry& registry) {
  constexpr const char* kWanted =
      "this is neither a .reg file ('Windows Registry Editor Version 5.00' or 'REGEDIT4' is its first line) nor what "
      "'reg query' prints";
  if (octets.size() > kMostFileOctets) return Error{name + ": too large for a registry file: export the keys alone"};
  // REGEDIT4 files are in the code page of whoever wrote them; what is looked for in them is ASCII.
  const auto text = decode_text(octets);
  if (text.find('\0') != std::string::npos) return Error{name + ":1: " + kWanted};
  for (const auto line : lines_of(text)) {
    const auto words = tls::trimmed(line);
    if (words.empty()) continue;
    if (words == "REGEDIT4" || words.starts_with("Windows Registry Editor Version"))
      return read_reg_export(text, name, registry);
    break;
  }
  if (text.find("HKEY_") != std::string::npos || text.find("HKLM\\") != std::string::npos) {
    // Pieces of .reg files are passed round without their first line.
    if (text.find("[HKEY_") != std::string::npos)
      return Error{name + ":1: the first line of a .reg file is missing: 'Windows Registry Editor Version 5.00'"};
    return read_reg_query(text, name, registry);
  }
  return Error{name + ":1: " + kWanted};
}

}  // namespace probe::registry
