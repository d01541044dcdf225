// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry_reader.hpp"

namespace probe::registry {

std::optional<Error> read_this_computer(Registry& /*registry*/) {
  return Error{
      "this computer has no Windows registry: give a file with --reg FILE. On the Windows client, "
      "'reg export HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp winhttp.reg' and "
      "'reg export HKLM\\SYSTEM\\CurrentControlSet\\Services\\RasMan\\PPP\\EAP\\13 eap.reg' write such files (put the "
      "key's name in double quotes)"};
}

}  // namespace probe::registry
