// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/registry.hpp"

#include "probe/clients/registry/registry_text.hpp"
#include "tls/wire/text.hpp"

#include <algorithm>

namespace probe::registry {
namespace {

std::string normal(std::string_view key) {
  auto path = tls::lower_case(key);
  while (!path.empty() && path.back() == '\\') path.pop_back();
  const auto replace_front = [&](std::string_view from, std::string_view to) {
    if (path.starts_with(from) && (path.size() == from.size() || path[from.size()] == '\\'))
      path.replace(0, from.size(), to);
  };
  replace_front("hklm", "hkey_local_machine");
  replace_front("hkcu", "hkey_current_user");
  replace_front(R"(hkey_local_machine\system\controlset001)", R"(hkey_local_machine\system\currentcontrolset)");
  return path;
}

}  // namespace

void Registry::add_key(std::string_view key) { keys_[normal(key)]; }

void Registry::add_tree(std::string_view key) {
  add_key(key);
  trees_.insert(normal(key));
}

void Registry::set(std::string_view key, std::string_view name, Value value) {
  keys_[normal(key)][tls::lower_case(name)] = std::move(value);
}

void Registry::remove_value(std::string_view key, std::string_view name) {
  keys_[normal(key)].erase(tls::lower_case(name));
}

void Registry::remove_key(std::string_view key) {
  const auto path = normal(key);
  // What is below it stands together: '\\' and what follows it in ASCII bound that.
  static_assert('\\' + 1 == ']');
  keys_.erase(path);
  keys_.erase(keys_.lower_bound(path + '\\'), keys_.lower_bound(path + ']'));
  removed_.insert(path);
}

const Value* Registry::find(std::string_view key, std::string_view name) const {
  const auto values = keys_.find(normal(key));
  if (values == keys_.end()) return nullptr;
  const auto value = values->second.find(tls::lower_case(name));
  return value == values->second.end() ? nullptr : &value->second;
}

bool Registry::shows(std::string_view key) const {
  auto path = normal(key);
  if (keys_.contains(path) || removed_.contains(path)) return true;
  for (auto end = path.rfind('\\'); end != std::string::npos; end = path.rfind('\\')) {
    path.resize(end);
    if (trees_.contains(path) || removed_.contains(path)) return true;
  }
  return false;
}

}  // namespace probe::registry
